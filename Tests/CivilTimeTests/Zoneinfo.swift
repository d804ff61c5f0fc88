// The system's tz database, as the tests read it.

import CivilTime
import Foundation

enum Zoneinfo {
    /// The bytes of a file under /usr/share/zoneinfo.
    static func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)")))
    }

    static func rules(_ name: String) throws -> TimeZoneRules {
        try TimeZoneRules(name: name, tzif: bytes(name))
    }

    /// A file of nothing but one type of local time, UTC, and a footer: the yearly rule alone decides.
    static func bytes(footer: String) -> [UInt8] {
        let block = header(version: 0x32, types: 1, characters: 4) + [0, 0, 0, 0, 0, 0] + Array("UTC\0".utf8)
        return block + block + Array("\n\(footer)\n".utf8)
    }

    static func header(version: UInt8, leaps: UInt8 = 0, changes: UInt8 = 0, types: UInt8, characters: UInt8) -> [UInt8]
    {
        let counts = [0, 0, leaps, changes, types, characters].flatMap { [0, 0, 0, $0] as [UInt8] }
        return Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15) + counts
    }
}

extension Instant {
    /// A literal of the tests.
    init(_ rfc3339: String) throws { try self.init(rfc3339: rfc3339, rounding: .down) }
}
