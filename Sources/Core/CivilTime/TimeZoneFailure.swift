// What is said when a file of the tz database cannot be understood.

/// The bytes given for a zone are no TZif file that can be used.
package struct TimeZoneFailure: Error, Hashable, Sendable {
    /// The IANA name, `Europe/Moscow`.
    package let zone: String
    /// Where the fault is, in bytes from the beginning of the file.
    package let offset: Int
    /// A noun phrase: `the magic number TZif`.
    package let expected: String
    /// A noun phrase: `the end of the file`.
    package let found: String

    package init(zone: String, offset: Int, expected: String, found: String) {
        (self.zone, self.offset, self.expected, self.found) = (zone, offset, expected, found)
    }
}

extension TimeZoneFailure: CustomStringConvertible {
    /// `time zone Europe/Moscow: expected the magic number TZif at byte 0, found 7f 45 4c 46`.
    package var description: String {
        "time zone \(zone): expected \(expected) at byte \(offset), found \(found)"
    }
}
