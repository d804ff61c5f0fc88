// The lock beside a store, and what it must leave alone.

import Foundation
import Glibc
import Testing

@testable import Store

@Suite struct StoreLockTests {
    private let directory = TemporaryDirectory()

    /// As a child has them between fork and exec.
    @Test func itIsGivenBackThoughAnotherDescriptorShowsTheSameFile() throws {
        var held: StoreLock? = try StoreLock(store: directory.store)
        let twins = try descriptors(of: directory.store + ".lock").map { fcntl($0, F_DUPFD_CLOEXEC, 0) }
        defer { for twin in twins { close(twin) } }
        try #require(!twins.isEmpty && held != nil)
        #expect(StoreLock.isHeld(store: directory.store))
        held = nil
        #expect(!StoreLock.isHeld(store: directory.store))
        _ = try StoreLock(store: directory.store)
    }

    /// Of this process, by what /proc says.
    private func descriptors(of path: String) throws -> [Int32] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }.filter {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
        }
    }

    /// A descriptor that is closed twice is somebody else's the second time.
    @Test func aLockThatIsRefusedClosesNothingOfOthers() async throws {
        let store = directory.store
        let held = try StoreLock(store: store)
        async let refused: Void = { for _ in 0..<50_000 { _ = try? StoreLock(store: store) } }()
        for _ in 0..<50_000 {
            let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
            try #require(descriptor >= 0)
            try #require(fcntl(descriptor, F_GETFD) >= 0)
            try #require(close(descriptor) == 0)
        }
        await refused
        withExtendedLifetime(held) {}
    }
}
