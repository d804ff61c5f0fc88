// What a seller does every day: write an event, see that it is possible, drop it, and wait for what becomes of it.

import CivilTime
import Engine
import JSON
import Orders
import Store

/// A command that says that something happened.
protocol Verb: Command {
    var options: VerbOptions { get }
    /// The order or shipment that it is about, as it was typed.
    var number: String { get }
    func statement(about found: Found) throws -> Statement
}

/// What is to be said.
struct Statement {
    let type: EventType
    /// An order's number or a shipment's, as the type wants it.
    let subject: String
    let data: [JSONMember]
    /// Asked before what cannot be undone: `Cancel 24219509-0020-1?`
    var question: String?
    /// How members are typed, by their pointers, where the command line names them itself.
    var examples: [String: String] = [:]

    init(_ type: EventType, about subject: some Identifier, _ data: [JSONMember?] = [], asking question: String? = nil)
    {
        self.type = type
        self.subject = subject.rawValue
        self.data = data.compactMap(\.self)
        self.question = question
    }
}

extension Verb {
    func run(in session: Session) throws {
        let reader = options.dryRun ? try session.reader() : try session.readerToWaitWith()
        try session.state(try statement(about: try reader.find(number)), options, reader)
    }
}

extension JSONMember {
    /// Nil where there is nothing to say.
    init?(_ name: String, optional text: String?) {
        guard let text else { return nil }
        self.init(name, .string(text))
    }

    /// Nil where there is no evidence.
    init?(_ options: EvidenceOptions) {
        guard !options.evidence.isEmpty else { return nil }
        let pieces: [JSONValue] = options.evidence.enumerated().map { index, uri in
            let digest = options.sha256.indices.contains(index) ? options.sha256[index] : nil
            return .object(
                [JSONMember("uri", .string(uri)), JSONMember("sha256", optional: digest)].compactMap(\.self))
        }
        self.init("evidence", .array(pieces))
    }
}

extension Found {
    /// The one shipment that was meant: the one that was named, or the only one of the order that is not cancelled.
    func oneShipment() throws -> Shipment {
        guard let order = filed.docket.order else {
            throw Stop(.no, "order \(filed.docket.number) was not placed yet.")
        }
        let standing = shipments.filter { shipment != nil || $0.state.name != .cancelled }
        let candidates = standing.isEmpty ? shipments : standing
        guard candidates.count == 1, let shipment = candidates.first else {
            let numbers = candidates.map(\.number.rawValue).joined(separator: ", ")
            throw Stop(.no, "order \(order.number) has several shipments; name one of them: \(numbers).")
        }
        return shipment
    }
}
