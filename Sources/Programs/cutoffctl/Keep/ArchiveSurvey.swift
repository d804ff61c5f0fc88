// What an archive holds, before anything of it is fed: which files the store lacks, and whether all are what they were.

import CivilTime
import Engine
import EventFormats
import JSON
import Orders
import Spool
import Store

struct ArchiveSurvey {
    let directory: String
    private(set) var files = 0
    /// Those that the store does not know, in the order of the queue.
    private(set) var unknown: [ArchiveName] = []
    private(set) var damages: [String] = []

    /// Nil where this user may not look; the daemon will.
    static func of(_ path: String, _ session: Session, _ reader: OrderReader) throws -> ArchiveSurvey? {
        let archive: ArchivedFiles
        do throws(IntakeFailure) { archive = try ArchivedFiles(at: path) } catch { return nil }
        var survey = ArchiveSurvey(directory: path)
        let line = ProgressLine(session)
        defer { line.clear() }
        let failure = try archive.forEachDay { names in
            for name in names {
                survey.files += 1
                line.show("reading", survey.files, of: nil, "files")
                guard try reader.filing(of: name)?.extent != .whole else { continue }
                survey.unknown.append(name)
                if let damage = archive.damage(of: name) { survey.damages.append(damage) }
            }
        }
        if let failure { survey.damages.append(failure.description) }
        return survey
    }

    private init(directory: String) { self.directory = directory }

    /// Nothing is fed of what is no archive, or not what it was.
    func check() throws {
        guard files > 0 || !damages.isEmpty else {
            throw Stop(
                .no,
                "there are no accepted files in \(directory): expected days like 2026-11-23, or what lies in one, "
                    + "like 1795671695410123456-0-orders.json. Name done/, a day of it, or a copy of either.")
        }
        guard let first = damages.first else { return }
        let more = damages.count > 1 ? " \(damages.count - 1) more are damaged." : ""
        throw Stop(
            .no, "\(first).\(more) Nothing was fed. Put back what was accepted, from another copy, and try again.")
    }

    var json: [(String, JSONValue)] {
        [
            ("directory", .string(directory)), ("files", JSONValue(files)), ("unknown", JSONValue(unknown.count)),
            ("from", JSONValue(unknown.first?.position.instant.rfc3339)),
            ("to", JSONValue(unknown.last?.position.instant.rfc3339)),
        ]
    }
}

extension Session {
    func say(_ survey: ArchiveSurvey, isForPrograms: Bool) {
        if isForPrograms {
            return say(JSONValue.object(survey.json.map { JSONMember($0.0, $0.1) }))
        }
        let files = survey.files == 1 ? "1 file" : "\(survey.files) files"
        guard let first = survey.unknown.first, let last = survey.unknown.last else {
            return say("\(survey.directory): \(files), all of them known to the store.")
        }
        let time = commonTime
        say(
            "\(survey.directory): \(files), \(survey.unknown.count) of them not in the store, from "
                + "\(time.moment(first.position.instant)) to \(time.moment(last.position.instant)) (\(time.zone.name))."
        )
    }
}
