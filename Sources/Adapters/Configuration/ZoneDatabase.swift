// Time zones by their names, from the system's tz database, so that the distribution's updates of it apply.

import CivilTime
import Glibc
import Orders

/// A directory of zone files in the format TZif (RFC 8536).
package struct ZoneDatabase: Sendable {
    private let directory: String

    package init(directory: String = "/usr/share/zoneinfo") { self.directory = directory }

    /// - Parameter name: As IANA has it, `Europe/Moscow`.
    package func rules(of name: String) throws(ZoneFailure) -> TimeZoneRules {
        guard Self.isName(name) else { throw ZoneFailure(reason: "which is no zone's name", nearest: nil) }
        guard let bytes = try? File.read("\(directory)/\(name)", atMost: Bounds.zoneBytes) else {
            throw ZoneFailure(reason: "which \(directory) does not have", nearest: nearest(to: name))
        }
        do throws(TimeZoneFailure) {
            return try TimeZoneRules(name: name, tzif: bytes)
        } catch {
            throw ZoneFailure(reason: "whose file in \(directory) is no zone", nearest: nil)
        }
    }

    /// Letters, digits, `_`, `-` and `+` in parts between single slashes: nothing that leaves the directory. The files
    /// below `right/` count leap seconds, which POSIX time does not.
    private static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return name.utf8.count <= Bounds.nameBytes && parts.first != "right"
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { KeyLines.isBareByte($0) || $0 == 0x2B } }
    }

    /// The zone of the same region whose name is nearest, or the same name under another region's spelling.
    private func nearest(to name: String) -> String? {
        let regions = Directory.names(in: directory)
        let region = name.split(separator: "/").first.map(String.init) ?? name
        let meant = nearestName(to: region, among: regions) ?? region
        let zones = Directory.names(in: "\(directory)/\(meant)").map { "\(meant)/\($0)" }
        return nearestName(to: name, among: zones + regions)
    }
}

/// Why there are no rules for a name.
package struct ZoneFailure: Error {
    /// `which /usr/share/zoneinfo does not have`
    package let reason: String
    package let nearest: String?
}
