// Why something lies in rejected/, for people and for programs: the file beside it.

import JSON
import Orders

/// `NAME.reason.json`: an array with an object for each refused record.
struct ReasonFile {
    /// The name that the file was dropped under.
    let file: String
    let refusals: Refusals

    var bytes: [UInt8] { Array((prettyText(value) + "\n").utf8) }

    private var value: JSONValue {
        let reasons = refusals.reasons.sorted { $0.record < $1.record }.map(object)
        return .array(refusals.uncounted == 0 ? reasons : reasons + [remainder])
    }

    private func object(_ reason: Reason) -> JSONValue {
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
            members += [
                JSONMember("id", .string(event.id)), JSONMember("source", .string(event.source.rawValue)),
            ]
        }
        return .object(members)
    }

    private var remainder: JSONValue {
        let refusal = Refusal(
            .unreadable, expected: "at most \(SpoolBounds.reasonsPerFile) refused records in a file",
            found: "\(refusals.uncounted) more", advice: "Mend what is named above first, and drop the file again.")
        return object(Reason(refusal, record: .max, line: nil, event: nil))
    }
}

/// The value with each member of an object on a line of its own.
private func prettyText(_ value: JSONValue, indent: String = "") -> String {
    let inner = indent + "  "
    func block(_ open: String, _ lines: [String], _ close: String) -> String {
        lines.isEmpty
            ? open + close : open + "\n" + lines.map { inner + $0 }.joined(separator: ",\n") + "\n\(indent)\(close)"
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

private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case "\n": result += "\\n"
        case "\u{0}"..<" ", "\u{7F}":
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
