// The seven days, as configuration files and people abbreviate them.

/// Monday first, as ISO 8601 counts.
package enum Weekday: String, CaseIterable, Hashable, Sendable {
    case monday = "mon"
    case tuesday = "tue"
    case wednesday = "wed"
    case thursday = "thu"
    case friday = "fri"
    case saturday = "sat"
    case sunday = "sun"

    /// `Mon`.
    package var abbreviation: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}
