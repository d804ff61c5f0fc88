// The configuration: every text is settings, or complaints that say where.

import Configuration

extension FuzzTarget {
    static let configuration = FuzzTarget("configuration", upTo: 512) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        switch read(text) {
        case .success(let settings):
            guard case .success(settings) = read(text + "\n# a comment") else {
                throw Violation("a comment changes something")
            }
        case .failure(let complaints): try check(complaints, lines: bytes.count { $0 == 0x0A } + 1)
        }
    }

    private static func read(_ text: String) -> Result<Settings, Complaints> {
        do throws(Complaints) { return .success(try Settings.parse(text, zones: zones)) } catch {
            return .failure(error)
        }
    }

    private static func check(_ complaints: Complaints, lines: Int) throws {
        try hold(!complaints.list.isEmpty, "refused without a complaint")
        for complaint in complaints.list {
            try hold(!complaint.description.utf8.contains(0x0A), "a complaint on two lines: \(complaint)")
            try hold(
                complaint.place.line.map { (1...lines).contains($0) } ?? true, "a line that is not there: \(complaint)")
        }
    }

    /// A directory of few zones.
    private static let zones = ZoneDatabase(directory: "/usr/share/zoneinfo/Etc")
}
