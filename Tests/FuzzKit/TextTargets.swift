// Small texts: times, spans, Base64.

import CivilTime
import EventFormats

extension FuzzTarget {
    static let time = FuzzTarget("time", upTo: 48) { bytes in
        let (down, up) = (time(bytes, .down), time(bytes, .up))
        try hold((down == nil) == (up == nil), "it is a time or not, by the rounding")
        guard let down, let up else { return }
        try hold((0...1).contains((up - down).milliseconds), "rounded down \(down), rounded up \(up)")
        try hold((Instant.distantPast...Instant.distantFuture).contains(down), "beyond all times: \(down)")
        try hold(time(Array(down.rfc3339.utf8), .down) == down, "it is written \(down.rfc3339)")
    }

    private static func time(_ bytes: [UInt8], _ rounding: Instant.Rounding) -> Instant? {
        try? Instant(rfc3339: bytes, rounding: rounding)
    }

    static let span = FuzzTarget("span", upTo: 64) { bytes in
        guard let span = try? Span(systemd: String(decoding: bytes, as: UTF8.self)) else { return }
        try hold(span >= .zero, "a span backwards: \(span.milliseconds) ms")
        try hold(try Span(systemd: span.systemdText) == span, "it is written \(span.systemdText)")
    }

    /// Both ways: what is read is written the same, and any bytes can be written.
    static let base64 = FuzzTarget("base64", upTo: 96) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        if let read = Base64.bytes(text) { try hold(encoded(read) == text, "it is written \(encoded(read))") }
        try hold(Base64.bytes(encoded(bytes)) == bytes, "\(encoded(bytes)) is read as something else")
    }

    private static func encoded(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start...].prefix(3)
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 { text.append(place <= group.count ? digits[bits >> (18 - 6 * place) & 63] : 0x3D) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
