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
        bytes = Array((JSONValue.array(objects).pretty + "\n").utf8)
    }

    private static func object(_ reason: Reason, _ file: String) -> JSONValue {
        var members = [
            JSONMember("file", .string(file)),
            JSONMember("line", reason.line.map { .number(String($0)) } ?? .null),
            JSONMember("record", reason.line.map { _ in .number(String(reason.record + 1)) } ?? .null),
            JSONMember("pointer", reason.refusal.pointer.map(JSONValue.string) ?? .null),
            JSONMember("code", .string(reason.refusal.code.rawValue)),
            JSONMember("expected", .string(reason.refusal.expected)),
            JSONMember("found", .string(reason.refusal.found)),
            JSONMember("advice", .string(reason.refusal.advice)),
        ]
        if let subject = reason.subject { members.append(JSONMember("subject", .string(subject))) }
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
        return object(Reason(refusal, record: .max), file)
    }
}
