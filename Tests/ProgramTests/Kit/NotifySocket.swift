// The service manager's end of sd_notify(3): a datagram socket that remembers what it was told.

import Foundation
import Glibc

final class NotifySocket {
    let path: String
    private let descriptor: Int32
    private let keeps: Bool
    private(set) var messages: [String] = []

    /// - Parameter keeps: the socket's file stays behind.
    init(at path: String, keeps: Bool = false) throws {
        (self.path, self.keeps) = (path, keeps)
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8.prefix(MemoryLayout.size(ofValue: address.sun_path) - 1))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafeBytes(of: &address) { raw in
            raw.withMemoryRebound(to: sockaddr.self) { bind(descriptor, $0.baseAddress, size) }
        }
        guard bound == 0 else { throw POSIXFailure("bind", path) }
    }

    deinit {
        close(descriptor)
        if !keeps { unlink(path) }
    }

    /// What has come since the last time; a datagram may hold several assignments, each on its line.
    @discardableResult
    func receive() -> [String] {
        var fresh: [String] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = recv(descriptor, &buffer, buffer.count, 0), count >= 0 {
            fresh.append(String(decoding: buffer.prefix(count), as: UTF8.self))
        }
        messages += fresh
        return fresh
    }

    /// Waits until a message came that fulfils a condition, after the first `count` of them.
    @discardableResult
    func message(after count: Int = 0, _ what: String, where holds: (String) -> Bool) async throws -> Int {
        var place: Int?
        try await eventually("systemd is told: \(what)") {
            receive()
            place = messages.indices.dropFirst(count).first { holds(messages[$0]) }
            return place != nil
        }
        return (place ?? 0) + 1
    }
}
