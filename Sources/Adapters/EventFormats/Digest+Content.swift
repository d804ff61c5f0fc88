// The checksum by which the same event, sent again, is told from another one under the same name.

import CDigest
import CivilTime
import Engine
import JSON

extension Digest {
    /// SHA-256 over the canonical JSON of what the event says. The spelling of its time, of its numbers and the order
    /// of its members do not count.
    /// `data` is in canonical form already: it is most of the event, and stands in the event's text.
    init(type: String, subject: JSONValue?, time: Instant?, canonicalData data: some Collection<UInt8>) {
        var content = Array(#"{"data":"#.utf8)
        content += data
        content += #","subject":"#.utf8
        content += (subject ?? .null).canonicalBytes
        content += #","time":\#(time.map { String($0.milliseconds) } ?? "null"),"type":"\#(type)"}"#.utf8
        self.init(sha256Of: content)
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
