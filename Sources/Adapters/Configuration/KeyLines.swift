// On which line each key of a TOML text stands. The parser tells lines of syntax errors only, so the text of a
// document that it accepted is looked through once more: here nothing needs to be checked, only to be found.

/// The lines of a document's keys and of its table headers.
struct KeyLines {
    private var lines: [String: Int] = [:]

    /// - Parameter path: As in `Place.key`.
    subscript(path: String) -> Int? { lines[path] }

    /// The path of a key of the table at `table`. A key that is no bare key is quoted, as in TOML.
    static func path(_ table: String, _ key: String) -> String {
        let isBare = !key.isEmpty && key.utf8.allSatisfy(isBareByte)
        let name = isBare ? key : "\"\(key)\""
        return table.isEmpty ? name : "\(table).\(name)"
    }

    /// - Parameter text: Valid TOML. O(length).
    init(_ text: String) {
        var scanner = KeyScanner(text)
        var table = ""
        /// How many `[[…]]` of each path there were.
        var counts: [String: Int] = [:]
        while let statement = scanner.next() {
            switch statement.kind {
            case .header: table = Self.resolve(statement.keys, counts)
            case .element:
                let list = Self.resolve(statement.keys.dropLast(), counts)
                let path = statement.keys.last.map { Self.path(list, $0) } ?? list
                counts[path, default: 0] += 1
                note(path, statement.line)
                table = "\(path)[\(counts[path, default: 0])]"
            case .key:
                note(statement.keys.reduce(table) { Self.path($0, $1) }, statement.line)
                continue
            }
            note(table, statement.line)
        }
    }

    /// The first mention counts.
    private mutating func note(_ path: String, _ line: Int) { lines[path] = lines[path] ?? line }

    /// The path that a header means: where a name on it is a list of tables, the last of them so far.
    private static func resolve(_ keys: some Sequence<String>, _ counts: [String: Int]) -> String {
        keys.reduce("") { table, key in
            let path = path(table, key)
            return counts[path].map { "\(path)[\($0)]" } ?? path
        }
    }

    /// Letters, digits, `_` and `-`.
    static func isBareByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
