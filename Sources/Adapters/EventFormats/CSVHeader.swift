// The first line of a CSV file says which column is which.

import JSON
import Orders

/// Where the columns stand that are asked for. They may stand in any order, written in capitals, and among others.
struct CSVHeader {
    /// Of every column, what it is asked for by; nil for one that nobody asks for.
    private let names: [String?]

    /// Nil when a column is missing, or stands there twice.
    init?(_ fields: [[UInt8]], columns: [String]) {
        names = fields.map { field in
            let name = String(decoding: field, as: UTF8.self).lowercased().filter { $0 != " " }
            return columns.contains(name) ? name : nil
        }
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

    static func refusal(of fields: [[UInt8]], columns: [String]) -> Refusal {
        let names = columns.joined(separator: ",")
        let line = fields.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ",")
        let advice =
            line.contains(";") && !line.contains(",")
            ? "Separate the columns by commas, in every line."
            : "Write the names of the columns into the first line: \(names)."
        return Refusal(
            .unreadable, expected: "a header with the columns \(names), each once",
            found: line.inWords, advice: "\(advice) Nothing was read; drop the file again.")
    }
}
