// The checksum by which the same event, sent again, is told from another one under the same name.

import CivilTime
import Engine
import JSON
import SHA256

extension Digest {
    /// 64 digits.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// SHA-256 over the canonical JSON of what the event says. The spelling of its time, of its numbers and the order
    /// of its members do not count.
    /// - Parameter data: in canonical form already: it is most of the event, and stands in the event's text.
    init(type: String, subject: String?, time: Instant?, canonicalData data: some Collection<UInt8>) {
        var content: [UInt8] = []
        content.reserveCapacity(data.count + 256)
        content.append(word: #"{"data":"#)
        content += data
        content.append(word: #","subject":"#)
        if let subject { StringSpelling.write(subject, to: &content) } else { content.append(word: "null") }
        content.append(word: #","time":"#)
        content += (time.map { String($0.milliseconds) } ?? "null").utf8
        content.append(word: #","type":""#)
        content += type.utf8
        content.append(word: #""}"#)
        self.init(sha256Of: content)
    }

    init(sha256Of message: [UInt8]) { self.init(bytes: SHA256.sum(of: message)) }
}

extension [UInt8] {
    fileprivate mutating func append(word: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
}
