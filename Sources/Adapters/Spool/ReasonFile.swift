// Why something lies in rejected/, for people and for programs: the file beside it.

import JSON
import Orders

/// `NAME.reason.json`: an array with an object for each refused record.
struct ReasonFile {
    let bytes: [UInt8]

    /// - Parameter file: the name that the file was dropped under.
    init(file: String, refusals: Refusals) {
        var objects = refusals.reasons.sorted { $0.record < $1.record }.map { ReasonFile.object($0, file) }
        if refusals.unexplained > 0 { objects.append(ReasonFile.remainder(of: refusals, file)) }
        bytes = Array((prettyText(.array(objects)) + "\n").utf8)
    }

    private static func object(_ reason: Reason, _ file: String) -> JSONValue {
        var members = [
            JSONMember("file", .string(file)),
            JSONMember("line", reason.line.map { .number(String($0)) } ?? .null),
            JSONMember("pointer", reason.refusal.pointer.map(JSONValue.string) ?? .null),
            JSONMember("code", .string(reason.refusal.code.rawValue)),
            JSONMember("expected", .string(reason.refusal.expected)),
            JSONMember("found", .string(reason.refusal.found)),
            JSONMember("advice", .string(reason.refusal.advice)),
        ]
        if let event = reason.event {
            members.append(JSONMember("id", .string(event.id)))
            members.append(JSONMember("source", .string(event.source.rawValue)))
        }
        return .object(members)
    }

    private static func remainder(of refusals: Refusals, _ file: String) -> JSONValue {
        let refusal = Refusal(
            .unreadable, expected: "at most \(SpoolBounds.reasonsPerFile) refused records in a file",
            found: "\(refusals.unexplained) more", advice: "Mend what is named above first, and drop the file again.")
        return object(Reason(refusal, record: .max, line: nil, event: nil), file)
    }
}

/// The value with every member and element on a line of its own.
private func prettyText(_ value: JSONValue, indent: String = "") -> String {
    let inner = indent + "  "
    func block(_ open: String, _ items: [String], _ close: String) -> String {
        guard !items.isEmpty else { return open + close }
        return open + "\n" + items.map { inner + $0 }.joined(separator: ",\n") + "\n" + indent + close
    }
    return switch value {
    case .null: "null"
    case .bool(let truth): truth ? "true" : "false"
    case .number(let digits): digits
    case .string(let text): quoted(text)
    case .array(let values): block("[", values.map { prettyText($0, indent: inner) }, "]")
    case .object(let members):
        block("{", members.map { quoted($0.name) + ": " + prettyText($0.value, indent: inner) }, "}")
    }
}

/// A JSON string (RFC 8259, section 7).
private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case "\n": result += "\\n"
        case "\u{0}"..<" ":
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
