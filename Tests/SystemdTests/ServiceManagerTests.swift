// What systemd hears, on a real datagram socket. Each case is a process of its own, as the socket's name is given by
// the environment.

import CivilTime
import Foundation
import Glibc
import Systemd
import Testing

struct ServiceManagerTests {
    @Test func everyMessageReachesTheServiceManager() async {
        await #expect(processExitsWith: .success) {
            let socket = try NotificationSocket()
            let manager = ServiceManager()
            #expect(manager.ready())
            #expect(socket.receive() == "READY=1")
            #expect(manager.stopping())
            #expect(socket.receive() == "STOPPING=1")
            #expect(manager.alive())
            #expect(socket.receive() == "WATCHDOG=1")
            #expect(manager.extendTimeout(.seconds(90)))
            #expect(socket.receive() == "EXTEND_TIMEOUT_USEC=90000000")
        }
    }

    /// Also of a start that goes on when it was called ready; without a watchdog none is set.
    @Test func theWatchdogHasPatienceWithAStartThatTakesLong() async {
        await #expect(processExitsWith: .success) {
            let socket = try NotificationSocket()
            setenv("WATCHDOG_USEC", "2000000", 1)
            let manager = ServiceManager()
            manager.extendTimeout(.seconds(90))
            #expect(socket.receive() == "WATCHDOG_USEC=90000000")
            #expect(socket.receive() == "EXTEND_TIMEOUT_USEC=90000000")
            manager.ready()
            #expect(socket.receive() == "WATCHDOG_USEC=2000000")
            #expect(socket.receive() == "READY=1")
        }
    }

    @Test func aReloadIsStampedWithTheMonotonicClock() async {
        await #expect(processExitsWith: .success) {
            let socket = try NotificationSocket()
            let before = monotonicMicroseconds()
            ServiceManager().reloading()
            let message = try #require(socket.receive())
            let stamp = try #require(message.wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=([0-9]+)/)?.output.1)
            let microseconds = try #require(Int64(stamp))
            #expect((before...monotonicMicroseconds()).contains(microseconds))
        }
    }

    @Test func aStatusIsOneLineWhateverItsTextHolds() async {
        await #expect(processExitsWith: .success) {
            let socket = try NotificationSocket()
            ServiceManager().status("HELD: a\nREADY=1")
            #expect(socket.receive() == "STATUS=HELD: a READY=1")
        }
    }

    @Test func outsideSystemdNobodyIsTold() async {
        await #expect(processExitsWith: .success) {
            unsetenv("NOTIFY_SOCKET")
            #expect(!ServiceManager().ready())
            #expect(ServiceManager().watchdogInterval == nil)
        }
    }

    @Test func theWatchdogsIntervalIsReadFromTheEnvironment() async {
        await #expect(processExitsWith: .success) {
            setenv("WATCHDOG_USEC", "90000000", 1)
            setenv("WATCHDOG_PID", "\(getpid())", 1)
            #expect(ServiceManager().watchdogInterval == .seconds(90))
            setenv("WATCHDOG_PID", "1", 1)
            #expect(ServiceManager().watchdogInterval == nil)
        }
    }
}

private func monotonicMicroseconds() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
}

/// The service manager's end of `$NOTIFY_SOCKET`: an abstract address, so that nothing is left behind.
private struct NotificationSocket {
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        try #require(descriptor >= 0)
        let name = "cutoffd-notify-\(getpid())"
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.dropFirst().copyBytes(from: name.utf8) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + 1 + name.utf8.count)
        let bound = withUnsafeBytes(of: &address) {
            bind(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, length)
        }
        try #require(bound == 0)
        setenv("NOTIFY_SOCKET", "@\(name)", 1)
    }

    /// What was sent; nil when nothing was.
    func receive() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
    }
}
