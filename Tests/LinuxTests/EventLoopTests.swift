// The event loop against the real kernel.

import CivilTime
import Engine
import Glibc
import Linux
import Testing

@Suite(.serialized) struct EventLoopTests {
    @Test func anInstantThatHasBeenWakesAtOnce() throws {
        let loop = try EventLoop()
        #expect(try loop.wait(until: SystemClock().read().wall - .hours(1)).contains(.timer))
        #expect(try loop.wait(until: .distantPast).contains(.timer))
    }

    @Test func aWakeByTheTimerComesNoEarlierThanItsInstant() throws {
        let loop = try EventLoop()
        let wanted = SystemClock().read().wall + .milliseconds(20)
        #expect(try loop.wait(until: wanted).contains(.timer))
        #expect(SystemClock().read().wall >= wanted)
    }

    @Test func somethingToReadWakes() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        let loop = try EventLoop()
        try loop.watch(ends[0])
        #expect(try loop.poll() == [])
        #expect(write(ends[1], "x", 1) == 1)
        #expect(try loop.poll() == .descriptor)
    }

    @Test(arguments: [(SIGTERM, EventLoop.Wake.stop), (SIGINT, .stop), (SIGHUP, .reload)])
    func signalsAreRead(signal: Int32, wake: EventLoop.Wake) throws {
        let loop = try EventLoop()
        // To this thread, which has it blocked.
        #expect(pthread_kill(pthread_self(), signal) == 0)
        #expect(try loop.poll() == wake)
    }
}

@Suite struct SystemClockTests {
    @Test func theCoarseClockIsNeverAhead() {
        let clock = SystemClock()
        for _ in 0..<1000 {
            let reading = clock.read()
            #expect(reading.coarse <= reading.wall)
        }
    }

    @Test func theBootIsNamed() {
        #expect(SystemClock().read().boot.utf8.count == 36)
    }
}
