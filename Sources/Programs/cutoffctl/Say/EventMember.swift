// The members of each event's data, by its type: what `record` takes. A table.

import CivilTime
import JSON
import Orders

struct EventMember {
    enum Kind { case text, number, truth, json, evidence }

    let name: String
    let isNeeded: Bool

    private init(_ text: String) {
        isNeeded = !text.hasSuffix("?")
        name = String(isNeeded ? text[...] : text.dropLast())
    }

    private var kind: Kind {
        switch name {
        case "quantity": .number
        case "fromAbroad": .truth
        case "items", "parts": .json
        case "evidence": .evidence
        default: .text
        }
    }

    // A table.
    static func all(of type: EventType) -> [EventMember] {
        let names =
            switch type {
            case .orderPlaced:
                "warehouse service deliveryMethod delivery items fromAbroad? createdAt? paidAt? packBy?"
            case .passportProvided, .shipmentAccepted, .courierDeparted, .pickupArrived, .deliveryPresumed,
                .deliveryConfirmed:
                ""
            case .cutoffChanged: "packBy"
            case .shipmentSplit: "parts"
            case .itemRemoved: "sku quantity reason"
            case .shipmentPacked: "evidence?"
            case .evidenceRecorded: "uri sha256?"
            case .trackingAssigned: "number carrier?"
            case .receiptDeclined: "reason?"
            case .customerContacted: "channel note?"
            case .disputeResolved: "outcome note?"
            case .shipmentCancelled, .orderCancelled: "reason by"
            case .cancellationRequested: "reason"
            case .cancellationAnswered: "answer note?"
            case .claimWithheld: "claim sku quantity amount currency"
            case .appealFiled: "claim evidence"
            case .appealDecided: "claim outcome"
            }
        return names.split(separator: " ").map { EventMember(String($0)) }
    }

    /// Every type with its members, those in brackets may be left out.
    static var help: String {
        EventType.allCases.map { type in
            let members = all(of: type).map { $0.isNeeded ? $0.name : "[\($0.name)]" }.joined(separator: " ")
            let lines = members.wrapped(to: 50)
            let indent = "\n" + String(repeating: " ", count: 25)
            return "  " + type.rawValue.padded(to: 23, .left) + lines.joined(separator: indent)
        }.joined(separator: "\n")
    }
}

// MARK: - Reading

extension EventMember {
    /// `quantity=2` as the member it is. What the value must be, the door's own reader says.
    static func read(_ text: String, of type: EventType) throws -> JSONMember {
        let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let members = all(of: type)
        let known = members.map(\.name).joined(separator: ", ")
        let has = known.isEmpty ? "has no members" : "has the members \(known)"
        guard halves.count == 2 else {
            throw Stop(.usage, "\(text): expected MEMBER=VALUE. \(type.rawValue) \(has).")
        }
        guard let member = members.first(where: { $0.name == halves[0] }) else {
            let meant = nearestName(to: halves[0], among: members.map(\.name)).map { " Is `\($0)` meant?" } ?? ""
            throw Stop(.usage, "\(halves[0]): there is no such member.\(meant) \(type.rawValue) \(has).")
        }
        return JSONMember(member.name, try member.value(halves[1]))
    }

    private func value(_ text: String) throws -> JSONValue {
        switch kind {
        case .text: return text == "null" && name == "packBy" ? .null : .string(text)
        case .evidence where !text.hasPrefix("["): return [["uri": .string(text)]]
        case .number, .truth, .json, .evidence:
            do throws(JSONFault) { return try JSONValue(parsing: text) } catch { throw misuse(text, error) }
        }
    }

    private func misuse(_ text: String, _ fault: JSONFault) -> Stop {
        // Where a list or an object was begun, also where it breaks off.
        let isBegun = text.hasPrefix("[") || text.hasPrefix("{")
        let detail = ", which it is not from its byte \(fault.offset + 1) on"
        let advice = example.map { " Write it like \($0)" } ?? ""
        return Stop(.usage, "\(name)=\(text): expected \(expected)\(isBegun ? detail : "").\(advice)")
    }

    /// Of what is no text.
    private var expected: String {
        switch kind {
        case .text: "a text"
        case .number: "a whole number"
        case .truth: "`true` or `false`"
        case .json, .evidence: "a list in JSON"
        }
    }

    /// As it is typed into a shell; nil where what is expected says so itself.
    var example: String? {
        Self.examples[name].map { "\(name)=\($0)" }
    }

    // A table.
    private static let examples = [
        "warehouse": "msk-1", "service": "partner", "deliveryMethod": "courier-msk", "fromAbroad": "true",
        "createdAt": "2026-11-23T09:12:00+03:00", "paidAt": "2026-11-23T09:12:00+03:00",
        "packBy": "2026-11-23T18:00:00+03:00", "sku": "180550365", "quantity": "2", "reason": "out-of-stock",
        "uri": "https://video.example/1.mp4", "evidence": "https://video.example/1.mp4", "number": "RA123456785RU",
        "carrier": "Partner", "channel": "chat", "note": "'asked for a photo'", "claim": "C-17", "amount": "279.00",
        "currency": "RUB",
        "items": #"'[{"sku":"180550365","name":"Coffee","quantity":2,"price":"279.00","currency":"RUB"}]'"#,
        "parts": #"'[[{"sku":"180550365","quantity":1}],[{"sku":"180550365","quantity":2}]]'"#,
    ]
}
