// What a setting may be written as: a form knows how to read one, and how to say what it expected.

import Orders

/// How a value is written in the file.
struct Form<Value>: Sendable {
    /// `a span of time like "15min"`
    let expected: String
    /// Nil, and a complaint or more, when the node is nothing of this form.
    let read: @Sendable (Node, inout [Complaint]) -> Value?

    init(_ expected: String, reading read: @escaping @Sendable (Node, inout [Complaint]) -> Value?) {
        self.expected = expected
        self.read = read
    }

    /// - Parameter parse: Nil when the content is nothing of this form.
    init(_ expected: String, _ parse: @escaping @Sendable (Node.Content) -> Value?) {
        self.init(expected) { node, complaints in
            guard let value = parse(node.content) else {
                complaints.append(Complaint(node.place, expected: expected, found: node.shown))
                return nil
            }
            return value
        }
    }

    /// A value that is written as a string.
    static func text(_ expected: String, _ parse: @escaping @Sendable (String) -> Value?) -> Form {
        Form(expected) { content in
            guard case .string(let text) = content else { return nil }
            return parse(text)
        }
    }
}

extension Form where Value == Bool {
    static let boolean = Form("true or false") { content in
        guard case .boolean(let flag) = content else { return nil }
        return flag
    }
}

extension Form where Value == Int {
    static func integer(_ range: ClosedRange<Int>) -> Form {
        Form("a whole number from \(range.lowerBound) to \(range.upperBound)") { content in
            guard case .integer(let number) = content, range.contains(number) else { return nil }
            return number
        }
    }
}

extension Form where Value == String {
    /// Words for people.
    static let words = Form.text("a text of 1 to \(Bounds.nameBytes) bytes on one line") { isName($0) ? $0 : nil }

    /// A path of the file system; a relative one begins at the working directory.
    static let path = Form.text("a path of 1 to \(Bounds.pathBytes) bytes") { text in
        (1...Bounds.pathBytes).contains(text.utf8.count) && !text.utf8.contains(0) ? text : nil
    }
}

extension Form where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
    static var word: Form {
        let expected = "one of " + Value.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        return Form(expected) { node, complaints in
            if case .string(let text) = node.content, let value = Value(rawValue: text) { return value }
            complaints.append(
                Complaint(node.place, expected: expected, found: node.shown, nearest: node.nearest(among: Value.self)))
            return nil
        }
    }
}

extension Node {
    fileprivate func nearest<Word: RawRepresentable & CaseIterable>(among words: Word.Type) -> String?
    where Word.RawValue == String {
        guard case .string(let text) = content else { return nil }
        return nearestName(to: text, among: words.allCases.map(\.rawValue))
    }
}

extension Form {
    /// A list, each of its elements of a form; complaints name the element, `working_days[2]`.
    static func list<Element>(of form: Form<Element>) -> Form where Value == [Element] {
        let expected = "a list in brackets, of \(form.expected)"
        return Form(expected) { node, complaints in
            guard case .array(let elements) = node.content else {
                complaints.append(Complaint(node.place, expected: expected, found: node.shown))
                return nil
            }
            return elements.compactMap { form.read($0, &complaints) }
        }
    }

    /// The same, of at least one element.
    static func nonEmptyList<Element>(of form: Form<Element>) -> Form where Value == [Element] {
        let list = list(of: form)
        return Form(list.expected) { node, complaints in
            if case .array(let elements) = node.content, elements.isEmpty {
                complaints.append(Complaint(node.place, expected: list.expected, found: "an empty list"))
                return nil
            }
            return list.read(node, &complaints)
        }
    }

    /// A table whose keys are values too: `{ "2026-12-30" = "11:00" }`.
    /// - Parameters:
    ///   - keys: `dates like "2026-12-31"`.
    ///   - key: Nil when the name is no key.
    static func table<Key: Hashable & Sendable, Element>(
        _ keys: String, key: @escaping @Sendable (String) -> Key?, of form: Form<Element>
    ) -> Form where Value == [Key: Element] {
        let expected = "a table of \(keys)"
        return Form(expected) { node, complaints in
            guard case .table(let members) = node.content else {
                complaints.append(Complaint(node.place, expected: expected, found: node.shown))
                return nil
            }
            var result: [Key: Element] = [:]
            for (name, member) in members {
                guard let key = key(name) else {
                    complaints.append(Complaint(member.place, expected: keys, found: "\"\(name)\""))
                    continue
                }
                result[key] = form.read(member, &complaints)
            }
            return result
        }
    }
}

/// What the door wants of a name, too: without control characters.
func isName(_ text: String) -> Bool {
    (1...Bounds.nameBytes).contains(text.utf8.count) && !text.unicodeScalars.contains(where: \.isControl)
}
