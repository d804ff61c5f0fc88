// Who may look: other users, as the kernel sees them. Root passes every check, so these tests become somebody else.

import Engine
import Glibc
import Orders
import Testing

@testable import Store

@Suite(.enabled(if: geteuid() == 0, "becoming another user needs root"))
struct PermissionTests {
    let directory = TemporaryDirectory()

    /// A directory as it is installed, 2750, whose group may read.
    init() {
        chown(directory.path, 0, Stranger.readers)
        chmod(directory.path, 0o2750)
    }

    func open() throws -> SQLiteOrderStore {
        try SQLiteOrderStore(path: directory.store, ballastBytes: 0) { _ in [] }
    }

    @Test func aMemberOfTheGroupReadsBesideADaemon() async throws {
        var store = try open()
        _ = try store.commit(Batch(minute: 1))
        await #expect(processExitsWith: .success) { [path = directory.store as String] in
            Stranger.become(group: Stranger.readers)
            let status = try OrderReader(path: path).status()
            exit(status.committedAt == .minute(1) && SQLiteOrderStore.isHeld(path: path) ? 0 : 1)
        }
        _ = try store.commit(Batch(minute: 2))
    }

    @Test func aMemberOfTheGroupReadsAfterTheDaemonStopped() async throws {
        do {
            var store = try open()
            _ = try store.commit(Batch(minute: 1))
        }
        await #expect(processExitsWith: .success) { [path = directory.store as String] in
            Stranger.become(group: Stranger.readers)
            let status = try OrderReader(path: path).status()
            exit(status.committedAt == .minute(1) && !SQLiteOrderStore.isHeld(path: path) ? 0 : 1)
        }
        _ = try open()
    }

    @Test func somebodyElseIsToldThatHeMayNot() async throws {
        _ = try open()
        await #expect(processExitsWith: .success) { [path = directory.store as String] in
            Stranger.become(group: 65_533)
            do {
                _ = try OrderReader(path: path)
                exit(1)
            } catch let failure as ReaderFailure {
                exit(failure.kind == .denied && failure.description.contains("cutoffd-read") ? 0 : 2)
            }
        }
    }
}

/// A user without rights of his own.
enum Stranger {
    static let readers: gid_t = 54_321

    static func become(group: gid_t) {
        setgroups(0, nil)
        setgid(group)
        setuid(65_534)
    }
}
