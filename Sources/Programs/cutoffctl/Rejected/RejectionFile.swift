// A refused file in rejected/, with the reasons that lie beside it.

import CivilTime
import Glibc
import JSON

struct RejectionFile {
    /// Without suffixes: `orders` of `orders.reason.json`.
    let name: String
    /// Of what was refused; the reasons' own where that is gone.
    let path: String
    private let reasonPath: String
    let arrivedAt: Instant
    let reasons: [RejectionReason]
    private let written: JSONValue

    private static let suffix = ".reason.json"
    /// A file of reasons is never larger; somebody else's might be.
    private static let maximumBytes = 64 << 20

    /// The latest first.
    static func all(in spool: String) throws -> [RejectionFile] {
        let directory = "\(spool)/rejected"
        let names = try names(in: directory)
        return names.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") }
            .compactMap { RejectionFile(directory, $0, names) }
            .sorted { ($1.arrivedAt, $0.name) < ($0.arrivedAt, $1.name) }
    }

    /// The one that is meant by a name.
    static func named(_ name: String, in spool: String) throws -> RejectionFile {
        let all = try all(in: spool)
        if let rejection = all.first(where: { $0.answers(to: name) }) { return rejection }
        // What cutoffctl dropped has a name of its own before the submitter's.
        let ending = all.filter { $0.name.hasSuffix("-" + name) }
        if ending.count == 1, let rejection = ending.first { return rejection }
        let known = all.prefix(10).map(\.name).joined(separator: ", ")
        throw Stop(.no, "there is no rejected file \"\(name)\"\(known.isEmpty ? "." : "; there are: \(known).")")
    }

    /// Nil when it is gone meanwhile, or is no file of reasons.
    private init?(_ directory: String, _ file: String, _ names: [String]) {
        guard let bytes = Self.contents(of: "\(directory)/\(file)"),
            let json = try? JSONValue(parsing: bytes), let elements = json.elements
        else { return nil }
        var status = stat()
        stat("\(directory)/\(file)", &status)
        let stem = String(file.dropLast(Self.suffix.count))
        let body = names.first { $0 != file && $0.hasPrefix(stem + ".") && !$0.hasSuffix(Self.suffix) }
        name = stem
        path = "\(directory)/\(body ?? file)"
        reasonPath = "\(directory)/\(file)"
        arrivedAt = Instant(flooring: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec))
        reasons = elements.map(RejectionReason.init)
        written = json
    }

    /// By its name, or by that of either file.
    private func answers(to name: String) -> Bool {
        name == self.name || name == self.name + Self.suffix || path.hasSuffix("/" + name)
    }

    var hasBody: Bool { path != reasonPath }

    /// What is kept a record a line came in one document: it is of one moment.
    var cameInADocument: Bool { path.hasSuffix(".ndjson") && reasons.allSatisfy { $0.file.hasSuffix(".json") } }

    /// Only root and the daemon's user may.
    /// - Returns: whether both files are gone.
    func remove() -> Bool {
        // The reasons last: what has none would be nobody's to explain.
        for file in [path, reasonPath] where unlink(file) != 0 && errno != ENOENT { return false }
        return true
    }

    var json: JSONValue {
        ["name": .string(name), "path": .string(path), "arrivedAt": JSONValue(arrivedAt), "reasons": written]
    }

    private static func names(in directory: String) throws -> [String] {
        guard let stream = opendir(directory) else {
            let (code, reason) = (errno, String(cString: strerror(errno)))
            let advice = code == EACCES ? ". Members of the group cutoffd-read may." : ""
            throw Stop(code == EACCES ? .denied : .unavailable, "cannot list \(directory): \(reason)\(advice)")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names
    }

    private static func contents(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= maximumBytes {
            let count = fread(&piece, 1, piece.count, file)
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
        }
        return nil
    }
}

/// Why a record was refused.
struct RejectionReason {
    private let json: JSONValue

    init(_ json: JSONValue) { self.json = json }

    /// `/data/items: expected …, found …`
    var text: String {
        let place = json["pointer"]?.string.map { "\($0): " } ?? ""
        return "\(place)expected \(member("expected")), found \(member("found"))"
    }

    var lines: [String] {
        let event = json["id"]?.string.map { ", event \(member("source")) \($0)" } ?? ""
        let subject = json["subject"]?.string.map { ", about \($0)" } ?? ""
        return ["\(member("file"))\(place("line"))\(place("record"))\(event)\(subject)", text, member("advice")]
    }

    private func place(_ name: String) -> String {
        guard case .number(let digits)? = json[name] else { return "" }
        return ", \(name) \(digits)"
    }

    /// Where it came in.
    var file: String { member("file") }

    private func member(_ name: String) -> String { json[name]?.string ?? "?" }
}
