// A carrier's statuses: a tracking number, the carrier's own word for where the parcel is, and since when. The words
// become events by the table of their source in the configuration.

import CivilTime
import Engine
import JSON
import Orders

struct CarrierStatuses: Dialect {
    /// What a row must have; whatever else is in it is neither read nor kept.
    static let columns = ["tracking", "status", "time"]

    private let carriers: [EventSource]
    /// Whose statuses are in the file; why nobody knows, where nobody does.
    private let ofFile: Result<EventSource, Refusal>

    /// - Parameter file: the file's name, which tells whose it is where several carriers send statuses.
    init(_ sources: [EventSource], file: String) {
        carriers = sources.filter { !$0.statuses.isEmpty }.sorted { $0.name < $1.name }
        let meant = carriers.filter { $0.files.map(file.contains) ?? true }
        ofFile = meant.count == 1 ? .success(meant[0]) : .failure(.statuses(in: file, of: carriers))
    }

    func recognises(_ record: JSONNode) -> Bool { record["tracking"] != nil && record["status"] != nil }

    func readings(of record: JSONNode) -> [Reading] {
        guard let row = record.members.map({ Members($0) }) else { return [] }
        return [
            Reading(about: record["tracking"], attributedTo: attribution(of: row)) { () throws(Refusal) in
                try event(row)
            }
        ]
    }

    /// Of what is no row.
    var attribution: Attribution { Attribution(source: try? ofFile.get().name, kind: .unknown) }

    /// What a row says of itself that is no good.
    private func attribution(of row: Members) -> Attribution {
        guard let source = try? source(of: row) else { return .unknown }
        let meaning = row["status"]?.string.flatMap { source.statuses[$0] }
        return Attribution(source: source.name, kind: meaning?.kind ?? .unknown)
    }

    private func event(_ row: Members) throws(Refusal) -> Event {
        let source = try source(of: row)
        let tracking: TrackingNumber = try row.required("tracking", .identifier())
        let word = try row.required("status", .line(upTo: TextBounds.identifier))
        let time = try row.required("time", .instant(.down))
        guard let meaning = source.statuses[word] else { throw .unknownStatus(word, source).inside("status") }
        // A row is its own name: the same one again is a duplicate, unless the table has another event for it since.
        let digest = Digest(
            type: meaning.rawValue, subject: tracking.rawValue, time: time,
            canonicalData: JSONValue.string(word).compact.utf8)
        return Event(
            name: EventName(source: source.name, id: digest.hexadecimal), time: time,
            body: meaning.body(tracking, word), digest: digest, text: text(tracking, word, time, source))
    }

    /// A record may say it itself, as those do that waited in vain.
    private func source(of row: Members) throws(Refusal) -> EventSource {
        guard let name: SourceName = try row.optional("source", .identifier()) else { return try ofFile.get() }
        guard let source = carriers.first(where: { $0.name == name }) else {
            let known = carriers.map(\.name.rawValue).joined(separator: ", ")
            throw row.refusal(
                at: "source", expected: "one of the sources with statuses: \(known)", found: name.rawValue.inWords,
                advice: "Leave it out where the name of the file tells whose it is.")
        }
        return source
    }

    /// The three members, and whose it was.
    private func text(_ tracking: TrackingNumber, _ word: String, _ time: Instant, _ source: EventSource) -> String {
        // In the order of a canonical text.
        let row: JSONValue = [
            "source": .string(source.name.rawValue), "status": .string(word), "time": .string(time.rfc3339),
            "tracking": .string(tracking.rawValue),
        ]
        return row.compact
    }
}

extension StatusMeaning {
    fileprivate var kind: EventKind {
        switch self {
        case .status(let status): EventKind(status.rawValue)
        case .nothing: .aside
        }
    }

    fileprivate func body(_ tracking: TrackingNumber, _ word: String) -> EventBody {
        switch self {
        case .status(let status): .tracked(tracking, status)
        case .nothing: .aside("\(tracking): \(word) means nothing here")
        }
    }
}

extension Refusal {
    /// Nobody is known who would send such a file.
    fileprivate static func statuses(in file: String, of carriers: [EventSource]) -> Refusal {
        guard !carriers.isEmpty else {
            return Refusal(
                .malformed, expected: "a source with a table of statuses in the configuration", found: "none",
                advice: "Give the carrier's [[source]] a table `statuses`, reload, and drop the file again.")
        }
        let known = carriers.map { "\"\($0.files ?? "")\" (\($0.name))" }.joined(separator: ", ")
        return Refusal(
            .malformed, expected: "a file with one of these in its name: \(known)",
            found: file.inWords,
            advice: "Rename it, or mend `files` of the carrier's [[source]] and reload; then drop it again.")
    }

    fileprivate static func unknownStatus(_ word: String, _ source: EventSource) -> Refusal {
        let known = source.statuses.keys.sorted()
        let near = nearestName(to: word, among: known).map { "Is \"\($0)\" meant? Else add" } ?? "Add"
        return Refusal(
            .malformed, expected: "one of the statuses of \(source.name): \(known.joined(separator: ", "))",
            found: word.inWords,
            advice: "\(near) it to `statuses` of that [[source]], \"none\" where it means nothing here, and reload.")
    }
}
