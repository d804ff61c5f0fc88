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
        guard halves.count == 2 else { throw Stop(.usage, "\(text): write MEMBER=VALUE.") }
        let members = all(of: type)
        guard let member = members.first(where: { $0.name == halves[0] }) else {
            let known = members.map(\.name).joined(separator: ", ")
            throw Stop(
                .usage, "\(halves[0]): \(type.rawValue) has no such member; it has \(known.isEmpty ? "none" : known).")
        }
        return JSONMember(member.name, try member.value(halves[1]))
    }

    private func value(_ text: String) throws -> JSONValue {
        switch kind {
        case .text: return text == "null" && name == "packBy" ? .null : .string(text)
        case .evidence where !text.hasPrefix("["): return [["uri": .string(text)]]
        case .number, .truth, .json, .evidence:
            do throws(JSONFault) { return try JSONValue(parsing: text) } catch {
                throw Stop(.usage, "\(name)=\(text): expected JSON: \(error.expected), found \(error.found).")
            }
        }
    }
}
