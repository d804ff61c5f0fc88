// A configuration's values, each with the place where it is written: TOMLKit's tables, but merged over several files,
// and remembering which file said what.

import TOMLKit

/// A value and its place.
struct Node {
    enum Content {
        case string(String)
        case integer(Int)
        case boolean(Bool)
        case array([Node])
        case table([String: Node])
        /// A kind that no setting has, as it is written: a float, a date, a time.
        case other(String)
    }

    let place: Place
    var content: Content

    /// As a complaint shows what it found.
    var shown: String {
        switch content {
        case .string(let text): "\"\(text)\""
        case .integer(let number): String(number)
        case .boolean(let flag): String(flag)
        case .array: "a list"
        case .table: "a table"
        case .other(let text): text
        }
    }
}

// MARK: - From TOML

extension Node {
    /// The whole of a file.
    static func document(_ table: TOMLTable, file: String, lines: KeyLines) -> Node {
        let root = Place(file: file, line: nil, key: "")
        return Node(place: root, content: .table(members(of: table, at: root, lines)))
    }

    private static func members(of table: TOMLTable, at place: Place, _ lines: KeyLines) -> [String: Node] {
        var members: [String: Node] = [:]
        for key in table.keys {
            guard let value = table[key] else { continue }
            members[key] = Node(value, at: place.member(key, lines), lines)
        }
        return members
    }

    private init(_ value: any TOMLValueConvertible, at place: Place, _ lines: KeyLines) {
        self.init(place: place, content: Self.content(value, at: place, lines))
    }

    private static func content(_ value: any TOMLValueConvertible, at place: Place, _ lines: KeyLines) -> Content {
        switch value.type {
        case .string: value.string.map(Content.string) ?? .other(value.debugDescription)
        case .int: value.int.map(Content.integer) ?? .other(value.debugDescription)
        case .bool: value.bool.map(Content.boolean) ?? .other(value.debugDescription)
        case .array: .array(elements(of: value, at: place, lines))
        case .table: .table(value.table.map { members(of: $0, at: place, lines) } ?? [:])
        case .double, .date, .time, .dateTime: .other(value.debugDescription)
        }
    }

    private static func elements(
        of value: any TOMLValueConvertible, at place: Place, _ lines: KeyLines
    ) -> [Node] {
        guard let array = value.array else { return [] }
        return array.indices.map { Node(array[$0], at: place.element($0 + 1, lines), lines) }
    }
}

extension Place {
    /// The place of a key of the table here; where its line is not known, the table's.
    func member(_ name: String, _ lines: KeyLines) -> Place {
        let path = KeyLines.path(key, name)
        return Place(file: file, line: lines[path] ?? line, key: path)
    }

    fileprivate func element(_ number: Int, _ lines: KeyLines) -> Place {
        let path = "\(key)[\(number)]"
        return Place(file: file, line: lines[path] ?? line, key: path)
    }
}

// MARK: - Merging

extension Node {
    /// This document with a later one laid over it: tables are merged key by key, lists of tables (`[[…]]`) add up,
    /// and any other value of the later one wins.
    func overlaid(with later: Node) -> Node {
        switch (content, later.content) {
        case (.table(let mine), .table(let theirs)):
            Node(place: place, content: .table(mine.merging(theirs) { $0.overlaid(with: $1) }))
        case (.array(let mine), .array(let theirs)) where (mine + theirs).allSatisfy(\.isTable):
            Node(place: place, content: .array(mine + theirs))
        default: later
        }
    }

    private var isTable: Bool {
        if case .table = content { true } else { false }
    }
}
