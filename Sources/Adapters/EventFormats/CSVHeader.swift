// The first line of a CSV file says which column is which.

import JSON
import Orders

/// Where the columns stand that are asked for. They may stand in any order, written in capitals, and among others.
struct CSVHeader {
    /// Of every column, what it is asked for by; nil for one that nobody asks for.
    private let names: [String?]

    /// Nil when a column is missing, or stands there twice.
    init?(_ row: CSVRow, columns: [String]) {
        names = Self.names(row.fields.prefix(row.lastField)).map { columns.contains($0) ? $0 : nil }
        guard names.compactMap(\.self).sorted() == columns.sorted() else { return nil }
    }

    var count: Int { names.count }

    /// A row as an object, with the columns that are asked for. A row that is no good has all it says, for whoever
    /// mends it.
    func object(of fields: [[UInt8]], isWhole: Bool = false) -> JSONValue {
        var members: [JSONMember] = []
        for (index, field) in fields.enumerated() {
            let name = index < names.count ? names[index] : nil
            guard let name = name ?? (isWhole ? "field \(index + 1)" : nil) else { continue }
            members.append(JSONMember(name, .string(String(decoding: field, as: UTF8.self))))
        }
        return .object(members)
    }

    /// Says what is missing, and quotes nothing: what stands there instead may be a row about a person.
    static func refusal(of fields: [[UInt8]], columns: [String]) -> Refusal {
        let names = names(fields)
        let missing = columns.filter { !names.contains($0) }
        let repeated = columns.filter { column in names.count { $0 == column } > 1 }
        let found =
            missing.isEmpty
            ? "\(repeated.joined(separator: ",")) more than once"
            : "a first line without \(missing.joined(separator: ","))"
        return Refusal(
            .unreadable, expected: "a header with the columns \(columns.joined(separator: ",")), each once",
            found: found, advice: "\(advice(on: fields, columns)) Nothing was read; drop the file again.")
    }

    private static func advice(on fields: [[UInt8]], _ columns: [String]) -> String {
        if fields.contains(where: { $0.contains(0) || String(validating: $0, as: UTF8.self) == nil }) {
            return "Save it as UTF-8."
        }
        if fields.count == 1, fields[0].contains(where: { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "\t") }) {
            return "Separate the columns by commas, in every line."
        }
        return "Write the names of the columns into the first line: \(columns.joined(separator: ","))."
    }

    private static func names(_ fields: some Sequence<[UInt8]>) -> [String] {
        fields.map { String(decoding: $0, as: UTF8.self).lowercased().filter { $0 != " " } }
    }
}
