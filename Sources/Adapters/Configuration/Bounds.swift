// How large a setting may be: far beyond what anybody wants, and within what the rest of the program can hold.

import CivilTime

enum Bounds {
    static let nameBytes = 200
    static let pathBytes = 4096
    static let documentBytes = 1 << 20
    static let readRetries = 1000
    static let fileBytes = 1 << 40
    static let eventBytes = 1 << 30
    /// Working days or calendar days.
    static let days = 3650
    static let span = Span.days(36_525)
    /// What a zone's file may measure; the largest has a few thousand bytes.
    static let zoneBytes = 1 << 20
    /// Digits after the point of a fee's bound.
    static let minorDigits = 2
}
