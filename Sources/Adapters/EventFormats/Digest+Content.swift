// The checksum by which the same event, sent again, is told from another one under the same name.

import CDigest
import CivilTime
import Engine
import JSON

extension Digest {
    /// SHA-256 over the canonical JSON of what the event says. The spelling of its time, of its numbers and the order
    /// of its members do not count.
    init(type: String, subject: JSONValue?, time: Instant?, data: JSONValue) {
        let content: JSONValue = [
            "data": data, "subject": subject ?? .null, "time": time.map { .number(String($0.milliseconds)) } ?? .null,
            "type": .string(type),
        ]
        self.init(sha256Of: content.canonicalBytes)
    }

    private init(sha256Of message: [UInt8]) {
        var context = SHA2_CTX()
        var bytes = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256Init(&context)
        SHA256Update(&context, message, message.count)
        SHA256Final(&bytes, &context)
        self.init(bytes: bytes)
    }
}
