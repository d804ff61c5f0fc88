// The forms of the domain: spans, days, names of things, money.

import CivilTime
import Orders

extension Form where Value == Span {
    private static let example = "a span of time like \"15min\" or \"1h 30min\""

    /// From nothing to a hundred years.
    static let span = Form.text(example) { text in
        readSpan(text)
    }

    static let positiveSpan = Form.text("\(example), longer than nothing") { text in
        readSpan(text).flatMap { $0 > .zero ? $0 : nil }
    }
}

/// Nil beyond the bound, too.
private func readSpan(_ text: String) -> Span? {
    guard let span = try? Span(systemd: text), span <= Bounds.span else { return nil }
    return span
}

extension Form where Value == TimeOfDay {
    static let timeOfDay = Form.text("a time like \"13:00\"") { TimeOfDay($0) }
}

extension Form where Value == CivilDate {
    static let date = Form.text("a date like \"2026-12-31\"") { CivilDate(iso: $0) }
}

extension Form where Value == [CivilDate: TimeOfDay] {
    static let timesByDate = Form.table("dates like \"2026-12-31\"", key: { CivilDate(iso: $0) }, of: .timeOfDay)
}

extension Form where Value == [Weekday: TimeOfDay] {
    static let timesByWeekday = Form.table(
        "weekdays like \"mon\"", key: { Weekday(rawValue: $0) }, of: .timeOfDay)
}

extension Form where Value == [String: StatusMeaning] {
    /// By the carrier's own words.
    static let statuses = Form.table(
        "a carrier's words like \"DELIVERED\"", key: { isName($0) ? $0 : nil }, of: Form<StatusMeaning>.word)
}

extension Form where Value: Identifier {
    static var name: Form {
        Form.text("a name of 1 to \(Bounds.nameBytes) bytes on one line") { isName($0) ? Value($0) : nil }
    }
}

extension Form where Value == PackingGrace {
    static let packingGrace = Form.text("\"next working day\", \"none\", or a span of time like \"24h\"") { text in
        switch text {
        case "next working day": .nextWorkingDay
        case "none": PackingGrace.none
        default: readSpan(text).map { .span($0) }
        }
    }
}

extension Form where Value == Percentage {
    static let percentage = Form.text("a percentage in quotes like \"12.5\"") { Percentage($0) }
}

extension Form where Value == String {
    /// A letter, for numbers stand in the names of files by chance.
    static let partOfFileName = Form.text("a part of file names on one line, with a letter in it") { text in
        isName(text) && text.contains(where: \.isLetter) && !text.contains("/") ? text : nil
    }

    /// Not negative, in a currency that is not known here.
    static let amount = Form.text("an amount in quotes like \"30.00\"") { text in
        isAmount(text) ? text : nil
    }
}

/// Digits, and optionally a point and one or two more.
private func isAmount(_ text: String) -> Bool {
    text.wholeMatch(of: /[0-9]{1,12}(?:\.[0-9]{1,2})?/) != nil
}

extension Form where Value == TimeZoneRules {
    static func zone(_ zones: ZoneDatabase) -> Form {
        let expected = "a time zone like \"Europe/Moscow\""
        return Form(expected) { node, complaints in
            guard case .string(let name) = node.content else {
                complaints.append(Complaint(node.place, expected: expected, found: node.shown))
                return nil
            }
            do throws(ZoneFailure) {
                return try zones.rules(of: name)
            } catch {
                let found = "\(node.shown), \(error.reason)"
                complaints.append(Complaint(node.place, expected: expected, found: found, nearest: error.nearest))
                return nil
            }
        }
    }
}
