// Reads one table of the configuration, remembers which keys were asked for, and complains about the rest: a key that
// nobody asks for is a misspelled one.

import Orders

/// A table that is being read.
struct TableReader {
    let place: Place
    private let members: [String: Node]
    private var asked: Set<String> = []
    private(set) var complaints: [Complaint] = []

    private init(place: Place, members: [String: Node]) {
        self.place = place
        self.members = members
    }

    /// Reads a table whole.
    /// - Returns: What `body` makes of it, which is worth nothing where there are complaints.
    static func read<Value>(
        _ node: Node, _ complaints: inout [Complaint], _ body: (inout TableReader) -> Value
    ) -> Value? {
        guard case .table(let members) = node.content else {
            complaints.append(Complaint(node.place, expected: "a table", found: node.shown))
            return nil
        }
        var reader = TableReader(place: node.place, members: members)
        let value = body(&reader)
        reader.complainAboutTheRest()
        complaints += reader.complaints
        return value
    }

    /// Nil when the key is not there, or its value is nothing of the form.
    mutating func read<Value>(_ key: String, _ form: Form<Value>) -> Value? {
        asked.insert(key)
        return members[key].flatMap { form.read($0, &complaints) }
    }

    /// The same for a key that has to be there.
    mutating func require<Value>(_ key: String, _ form: Form<Value>) -> Value? {
        if members[key] == nil { complain(about: key, expected: form.expected, found: "nothing") }
        return read(key, form)
    }

    func has(_ key: String) -> Bool { members[key] != nil }

    /// A `[table]`. Nil when it is not there.
    mutating func table<Value>(_ key: String, _ body: (inout TableReader) -> Value) -> Value? {
        asked.insert(key)
        return members[key].flatMap { Self.read($0, &complaints, body) }
    }

    /// Every `[[table]]`, each named by one of its keys; a name may be given once.
    mutating func tables<Value>(
        _ key: String, namedBy name: String, _ body: (inout TableReader) -> Value?
    ) -> [Value] {
        asked.insert(key)
        guard let node = members[key] else { return [] }
        guard case .array(let elements) = node.content else {
            complaints.append(Complaint(node.place, expected: "tables, each under [[\(key)]]", found: node.shown))
            return []
        }
        complainAboutRepetitions(of: name, in: elements)
        return elements.compactMap { Self.read($0, &complaints, body) ?? nil }
    }

    mutating func complain(about key: String, expected: String, found: String) {
        complain(about: key, of: members, at: place, expected: expected, found: found)
    }

    /// About a key of that one of the `[[tables]]` that has this name.
    mutating func complain(
        about key: String, ofTable table: String, named name: (key: String, text: String), expected: String,
        found: String
    ) {
        guard case .array(let elements)? = members[table]?.content else { return }
        for element in elements {
            guard case .table(let members) = element.content, case .string(name.text)? = members[name.key]?.content
            else { continue }
            complain(about: key, of: members, at: element.place, expected: expected, found: found)
        }
    }

    private mutating func complain(
        about key: String, of members: [String: Node], at place: Place, expected: String, found: String
    ) {
        let missing = Place(file: place.file, line: place.line, key: KeyLines.path(place.key, key))
        complaints.append(Complaint(members[key]?.place ?? missing, expected: expected, found: found))
    }

    private mutating func complainAboutRepetitions(of name: String, in elements: [Node]) {
        var places: [String: Place] = [:]
        for element in elements {
            guard case .table(let members) = element.content, let node = members[name],
                case .string(let text) = node.content
            else { continue }
            if let first = places[text] {
                let found = "\"\(text)\", which is that of \(first)"
                complaints.append(Complaint(node.place, expected: "\(name) to be its own", found: found))
            } else {
                places[text] = node.place
            }
        }
    }

    private mutating func complainAboutTheRest() {
        for (key, node) in members where !asked.contains(key) {
            let nearest = nearestName(to: key, among: asked)
            let names = asked.sorted().joined(separator: ", ")
            complaints.append(
                Complaint(
                    node.place, expected: nearest == nil ? "one of the names \(names)" : "a known name",
                    found: "\"\(key)\"", nearest: nearest))
        }
    }
}
