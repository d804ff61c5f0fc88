// Files of events, in each of the formats.

import Engine
import EventFormats
import JSON

extension FuzzTarget {
    /// One event, or an array of them; in whatever dialect.
    static let document = FuzzTarget("document", upTo: 512) { _ = try FuzzedFile("cdek.json", $0).checkedRecords() }

    /// Something is said of every line that is not blank.
    static let lines = FuzzTarget("lines", upTo: 512) { bytes in
        let told = Set(try FuzzedFile("cdek.ndjson", bytes).checkedRecords().map(\.line))
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let isBlank = line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            try hold(isBlank || told.contains(index + 1), "line \(index + 1) is passed over")
        }
    }

    static let table = FuzzTarget("table", upTo: 256) { bytes in
        _ = try FuzzedFile("cdek.csv", bytes).checkedRecords()
        // One in four, because it costs as much as all the rest.
        var chance = bytes.chance
        if chance.below(4) == 0 { try checkQuoting(String(decoding: bytes, as: UTF8.self)) }
    }

    /// Whatever stands in quotes, the quotes in it doubled, is read as it is.
    private static func checkQuoting(_ text: String) throws {
        let quoted = "\"" + text.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
        let table = "status,tracking,time\r\nDELIVERED,\(quoted),x\r\n"
        let records = FuzzedFile.records(of: Array(table.utf8), named: "cdek.csv", FileFormats(), pieces: [])
        try hold(records.count == 1, "\(records.count) rows of one")
        let read = try JSONValue(parsing: records[0].text)["tracking"]?.string
        try hold(read?.unicodeScalars.elementsEqual(text.unicodeScalars) ?? false, "\(quoted) is \(read ?? "nothing")")
    }
}
