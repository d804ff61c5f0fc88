// A file of events as a person hands it over, read with the door's own reader before it is dropped.

import Configuration
import Engine
import EventFormats
import Glibc
import Orders

struct EventFile {
    /// As it was named, for messages; `-` is `standard input`.
    let label: String
    /// With the suffix that says its format.
    let name: String
    let bytes: [UInt8]
    let records: [Record]

    /// - Parameter watch: hears now and then how many events are checked.
    init(
        label: String, name: String, bytes: [UInt8], formats: FileFormats, watch: (Int) -> Void = { _ in }
    ) throws {
        guard let records = Self.records(of: bytes, named: name, formats, watch) else {
            throw Stop(
                .no, "\(label): expected a name that ends in \(formats.accepted). Rename it, or name it by --as.")
        }
        self.label = label
        self.name = name
        self.bytes = bytes
        self.records = records
    }

    /// Records that are no events, with what is wrong with them.
    var faults: [Fault] {
        records.compactMap { record in
            guard case .failure(let refusal) = record.content else { return nil }
            return Fault(file: label, line: record.line, subject: record.subject, refusal: refusal)
        }
    }

    private static func records(
        of bytes: [UInt8], named name: String, _ formats: FileFormats, _ watch: (Int) -> Void
    ) -> [Record]? {
        guard var reader = formats.reader(forFileNamed: name) else { return nil }
        bytes.withUnsafeBytes { reader.feed($0) }
        reader.finish()
        var records: [Record] = []
        while let record = reader.next() {
            records.append(record)
            if records.count.isMultiple(of: 1024) { watch(records.count) }
        }
        return records
    }
}

/// What is wrong with one record.
struct Fault {
    let file: String
    let line: Int
    let subject: String?
    let refusal: Refusal

    /// `orders.json:12 (777-0001): /data/items/0/quantity: expected …, found …. Write it without quotes.`
    var text: String { "\(file):\(line)\(subject.map { " (\($0))" } ?? ""): \(refusal.text)" }
}

// MARK: - Reading

extension EventFile {
    /// - Parameters:
    ///   - path: `-` reads standard input, whose content tells its format where it has no name.
    ///   - name: as if it had this one; nil: its own.
    static func read(
        _ path: String, as name: String? = nil, _ settings: Settings, watch: (Int) -> Void = { _ in }
    ) throws -> EventFile {
        let formats = formats(settings)
        let limit = settings.spool.maximumFileBytes
        guard path == "-" else {
            let bytes = try contents(of: path, atMost: limit)
            let name = lastComponent(of: name ?? path)
            return try EventFile(label: path, name: name, bytes: bytes, formats: formats, watch: watch)
        }
        let label = "standard input"
        let bytes = try contents(of: STDIN_FILENO, label, atMost: limit)
        if let name = name.map(lastComponent) ?? (isTable(bytes) ? namelessTable : nil) {
            return try EventFile(label: label, name: name, bytes: bytes, formats: formats, watch: watch)
        }
        let document = try EventFile(label: label, name: "stdin.json", bytes: bytes, formats: formats)
        guard !document.faults.isEmpty else { return document }
        let lines = try EventFile(label: label, name: "stdin.ndjson", bytes: bytes, formats: formats)
        return lines.records.count - lines.faults.count > document.records.count - document.faults.count
            ? lines : document
    }

    /// The same lines as the elements of one array; what is no record among them is complained of as it stands.
    func asDocument(_ settings: Settings) throws -> EventFile {
        guard faults.isEmpty else { return self }
        let lines = bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
        let array = [UInt8(ascii: "[")] + lines.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
        let name = String(name.dropLast(".ndjson".count)) + ".json"
        return try EventFile(label: label, name: name, bytes: array, formats: Self.formats(settings))
    }

    private static func formats(_ settings: Settings) -> FileFormats {
        FileFormats(maximumEventBytes: settings.spool.maximumEventBytes, sources: settings.policy.sources.values)
    }

    private static func lastComponent(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private static let namelessTable = "stdin.csv"
    var isNamelessTable: Bool { name == Self.namelessTable }

    /// Events begin with a brace or a bracket, behind spaces and a byte order mark.
    static func isTable(_ bytes: [UInt8]) -> Bool {
        let before = Set(" \t\r\n\u{FEFF}".utf8)
        guard let first = bytes.first(where: { !before.contains($0) }) else { return false }
        return first != UInt8(ascii: "{") && first != UInt8(ascii: "[")
    }

    private static func contents(of path: String, atMost limit: Int) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        return try contents(of: descriptor, path, atMost: limit)
    }

    private static func contents(of descriptor: Int32, _ path: String, atMost limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(path) }
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
        }
        throw Stop(
            .no, "\(path): expected at most \(limit) bytes (spool.maximum_file_bytes), found more. Divide the file.")
    }

    private static func unreadable(_ path: String) -> Stop {
        switch errno {
        case EISDIR: Stop(.inputMissing, "\(path) is a directory. Name the files in it: \(path)/*.json.")
        case EACCES, EPERM: Stop(.denied, "you may not read \(path). Ask whoever owns it.")
        case let number:
            Stop(.inputMissing, "cannot read \(path.isEmpty ? "\"\"" : path): \(String(cString: strerror(number))).")
        }
    }
}
