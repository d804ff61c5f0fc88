// A file of events in memory, and the ways to read it that are compared.

import Engine
import EventFormats
import Foundation
import JSON

/// The bytes of an event file.
struct SampleFile {
    let bytes: [UInt8]
    /// How many records there are in it.
    let count: Int

    /// A line an event, each of them another, about as many bytes as are asked for.
    init(of line: (Int) -> String, bytes wanted: Int) {
        count = max(1, wanted / (line(100_000).utf8.count + 1))
        bytes = (100_000..<100_000 + count).flatMap { Array((line($0) + "\n").utf8) }
    }

    private init(bytes: [UInt8], count: Int) { (self.bytes, self.count) = (bytes, count) }

    /// The same lines as the elements of one array.
    var inArray: SampleFile {
        let lines = bytes.split(separator: UInt8(ascii: "\n")).joined(separator: Array(",\n".utf8))
        return SampleFile(bytes: Array("[".utf8) + lines + Array("]\n".utf8), count: count)
    }
}

extension SampleFile {
    /// As the daemon reads a file of this name: fed in the pieces in which the spool reads.
    func taken(as name: String) throws -> Int {
        guard var reader = FileFormats().reader(forFileNamed: name) else { return 0 }
        var taken = 0
        bytes.withUnsafeBytes { raw in
            for start in stride(from: 0, to: raw.count, by: 256 << 10) {
                reader.feed(UnsafeRawBufferPointer(rebasing: raw[start..<min(start + (256 << 10), raw.count)]))
                while reader.next() != nil { taken += 1 }
            }
        }
        reader.finish()
        while reader.next() != nil { taken += 1 }
        return taken
    }

    /// As JSON alone.
    func parsed() throws -> Int {
        try bytes.split(separator: UInt8(ascii: "\n")).reduce(0) { count, line in
            count + (try JSONDocument(parsing: Array(line)).root.kind == .object ? 1 : 0)
        }
    }

    /// By Foundation, into structs, with nothing checked that its types do not check.
    func decoded() throws -> Int {
        let decoder = JSONDecoder()
        return try Data(bytes).split(separator: UInt8(ascii: "\n")).reduce(0) { count, line in
            count + (try decoder.decode(DecodableOrder.self, from: line).data.items.isEmpty ? 0 : 1)
        }
    }
}

private struct DecodableOrder: Decodable {
    let specversion, id, source, type, time, subject: String
    let data: Placement

    struct Placement: Decodable {
        let warehouse, service, deliveryMethod, delivery, createdAt: String
        let fromAbroad: Bool
        let items: [Item]
    }

    struct Item: Decodable {
        let sku, name, price, currency: String
        let quantity: Int
    }
}
