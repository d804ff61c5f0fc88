// cutoffctl backup: a copy of the store, while the daemon works on it.

import ArgumentParser
import Configuration
import JSON
import Store

struct Backup: Command {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the store to a new file, while the daemon works.",
        discussion: """
            The copy is of one moment, compact and durable; while it is made it is called FILE.cutoffctl-part. To \
            restore it: stop cutoffd, put the copy in the place of the store with its owner and mode, remove -wal and \
            -shm, start cutoffd, and `cutoffctl replay` the files that came after.

            EXAMPLES
              cutoffctl backup /backup/orders-2026-11-23.db
            """)

    @Argument(help: ArgumentHelp("Where to; nothing may be there yet.", valueName: "file"), completion: .file())
    var file: String

    @OptionGroup var common: CommonOptions

    func run(in session: Session) throws {
        let line = ProgressLine(session)
        defer { line.clear() }
        try session.reader().backup(to: file) { done, total in
            line.show("copying", Int(done >> 20), of: Int(total >> 20), "MiB")
        }
        line.clear()
        if session.isForPrograms {
            session.say(["store": .string(session.settings.store.path), "copy": .string(file)])
        } else {
            session.say("\(session.settings.store.path) is copied to \(file).")
        }
    }
}
