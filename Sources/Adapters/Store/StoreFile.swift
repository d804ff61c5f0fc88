// The file itself: made whole beside its place, and recognised before SQLite may touch it.

import Engine
import Glibc

enum StoreFile {
    /// Makes the directory of a store where it is missing, as in a checkout; one level, like the unit's tmpfiles. What
    /// cannot be made is told by whoever opens a file in it.
    static func makeDirectory(of path: String) {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
        mkdir(String(path[..<slash]), 0o750)
    }

    /// Sees to it that there is a store at `path`: makes one where there is no file, refuses a file that is none.
    static func prepare(_ path: String) throws(StoreFailure) {
        switch kind(of: path) {
        case .store: return
        case .missing: try create(path)
        case .foreign(let finding):
            throw StoreFailure(
                .foreign,
                "cannot open \(path): \(finding), and is left as it is; if it was the store, put back a backup, else "
                    + "set store.path to another file")
        case .unreadable(let number):
            errno = number
            throw .system("open", path)
        }
    }

    enum Kind: Equatable {
        case store
        case missing
        /// Something else: what it is.
        case foreign(String)
        /// With `errno`.
        case unreadable(Int32)
    }

    /// Looks at the header (sqlite.org/fileformat.html, 1.3): the text at 0, the application's id at 68.
    static func kind(of path: String) -> Kind {
        guard let header = contents(of: path, upTo: 100) else {
            return errno == ENOENT ? .missing : .unreadable(errno)
        }
        guard header.count == 100, header.starts(with: "SQLite format 3\0".utf8) else {
            return .foreign("it is not a SQLite database")
        }
        let application = header[68..<72].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return application == Migration.applicationID ? .store : .foreign("it is another program's SQLite database")
    }

    /// Makes an empty store under another name, durably, and gives it its own when it is complete: a crash leaves no
    /// half of one. Its `-wal` and `-shm` will have the same mode.
    private static func create(_ path: String) throws(StoreFailure) {
        let draft = path + ".new"
        for name in [draft, draft + "-journal"] { unlink(name) }
        let descriptor = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, storeMode)
        guard descriptor >= 0 else { throw .system("create", draft) }
        fchmod(descriptor, storeMode)  // whatever the umask
        close(descriptor)
        try fill(draft)
        guard rename(draft, path) == 0 else { throw .system("rename \(draft) to", path) }
        try syncDirectory(of: path)
    }

    /// In rollback mode, so that nothing is left beside the file.
    private static func fill(_ draft: String) throws(StoreFailure) {
        let connection = try Connection(path: draft, access: .readWrite, patience: SQLiteOrderStore.patience)
        try connection.execute("PRAGMA synchronous = FULL; PRAGMA application_id = \(Migration.applicationID)")
        try connection.migrate()
    }
}
