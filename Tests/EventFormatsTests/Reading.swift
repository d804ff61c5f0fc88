// Feeds files to the formats, as the spool does, and samples of every event.

import Engine
import JSON
import Orders
import Testing

@testable import EventFormats

/// All records of a file of this name, fed in pieces of these sizes; the rest in one piece.
func records(
    of bytes: [UInt8], named name: String = "a.json", pieces: [Int] = [], maximumEventBytes: Int = 1 << 20,
    sources: [EventSource] = []
) throws -> [Record] {
    let formats = FileFormats(maximumEventBytes: maximumEventBytes, sources: sources)
    var reader = try #require(formats.reader(forFileNamed: name))
    var records: [Record] = []
    var rest = bytes[...]
    for size in pieces + [bytes.count] {
        rest.prefix(size).withUnsafeBytes { reader.feed($0) }
        rest = rest.dropFirst(size)
        while let record = reader.next() { records.append(record) }
    }
    reader.finish()
    while let record = reader.next() { records.append(record) }
    #expect(reader.next() == nil)
    return records
}

func records(
    of text: String, named name: String = "a.json", maximumEventBytes: Int = 1 << 20, sources: [EventSource] = []
) throws -> [Record] {
    try records(of: Array(text.utf8), named: name, maximumEventBytes: maximumEventBytes, sources: sources)
}

/// The one event of a document.
func event(_ document: JSONValue) throws -> Event {
    let records = try records(of: document.compact)
    #expect(records.count == 1)
    return try #require(records.first).content.get()
}

/// Why a document is refused.
func refusal(_ document: JSONValue) throws -> Refusal {
    try #require(throws: Refusal.self) { _ = try event(document) }
}

/// What a refusal calls a value that it found.
func inWords(_ value: JSONValue) throws -> String { try JSONDocument(parsing: value.compact).root.inWords }

/// An event of this type, with a subject that fits.
func sample(_ type: String, data: JSONValue? = nil, subject: String? = nil) -> JSONValue {
    let isOrder = EventType(rawValue: type)?.subject == .order
    let members: [(String, JSONValue?)] = [
        ("specversion", "1.0"), ("id", "a7c1"), ("source", "/wms/msk-1"), ("type", .string(type)),
        ("subject", .string(subject ?? (isOrder ? "24219509-0020" : "24219509-0020-1"))), ("data", data),
    ]
    return .object(members.compactMap { name, value in value.map { JSONMember(name, $0) } })
}

extension JSONValue {
    /// The same document with another value at a path of member names and element numbers; nil takes it out.
    func replacing(_ path: [String], with value: JSONValue?) -> JSONValue {
        guard let first = path.first else { return value ?? .null }
        let rest = Array(path.dropFirst())
        switch self {
        case .object(let members):
            guard let index = members.firstIndex(where: { $0.name == first }) else {
                return .object(members + [JSONMember(first, JSONValue.null.replacing(rest, with: value))])
            }
            var changed = members
            changed[index] = JSONMember(first, members[index].value.replacing(rest, with: value))
            if rest.isEmpty && value == nil { changed.remove(at: index) }
            return .object(changed)
        case .array(var elements):
            guard let index = Int(first) else { return self }
            elements[index] = elements[index].replacing(rest, with: value)
            return .array(elements)
        default: return self
        }
    }
}

extension Result where Success == Event, Failure == Refusal {
    var refusal: Refusal? {
        guard case .failure(let refusal) = self else { return nil }
        return refusal
    }

    var id: String? { try? get().name.id }
}
