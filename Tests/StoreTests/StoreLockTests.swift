// The lock beside a store, and what it must leave alone.

import Glibc
import Testing

@testable import Store

@Suite struct StoreLockTests {
    private let directory = TemporaryDirectory()

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
