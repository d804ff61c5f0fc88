// From files to settings: the main file, the drop-ins laid over it in the order of their names, one reading of the
// whole.

import Orders
import TOMLKit

extension Settings {
    /// Reads a file, and `FILE.d/*.toml` in the order of their names.
    package static func load(path: String, zones: ZoneDatabase = ZoneDatabase()) throws(Complaints) -> Settings {
        let dropIns = Directory.names(in: path + ".d").filter { $0.hasSuffix(".toml") }.map { "\(path).d/\($0)" }
        var complaints: [Complaint] = []
        let documents = ([path] + dropIns).compactMap { Document(reading: $0, &complaints) }
        return try Settings(documents, complaints, zones)
    }

    /// Reads what a daemon can work by: without a warehouse it would refuse every order.
    package static func loadForDaemon(path: String) throws(Complaints) -> Settings {
        let settings = try load(path: path)
        guard settings.policy.warehouses.isEmpty else { return settings }
        let place = Place(file: path, line: nil, key: "warehouse")
        let expected = "at least one [[warehouse]], there or in a file in \(path).d/"
        throw Complaints(list: [Complaint(place, expected: expected, found: "none")])
    }

    /// Reads a text as if it were a file.
    package static func parse(
        _ text: String, file: String = "cutoffd.toml", zones: ZoneDatabase = ZoneDatabase()
    ) throws(Complaints) -> Settings {
        try parse([(file, text)], zones: zones)
    }

    /// Reads texts as if they were a main file and its drop-ins.
    package static func parse(
        _ texts: [(file: String, text: String)], zones: ZoneDatabase = ZoneDatabase()
    ) throws(Complaints) -> Settings {
        try Settings(texts.map { Document(file: $0.file, text: $0.text) }, [], zones)
    }

    /// - Parameter complaints: About files that could not be read.
    private init(_ documents: [Document], _ complaints: [Complaint], _ zones: ZoneDatabase) throws(Complaints) {
        var complaints = complaints
        let nodes = documents.compactMap { $0.node(&complaints) }
        // Keys that a broken file may give are not missed: what cannot be parsed is all that is said then.
        guard complaints.isEmpty, let main = nodes.first else { throw Complaints(list: complaints) }
        let root = nodes.dropFirst().reduce(main) { $0.overlaid(with: $1) }
        let settings = TableReader.read(root, &complaints) { Settings(&$0, zones) }
        guard let settings, complaints.isEmpty else {
            throw Complaints(list: complaints.inOrder(of: documents.map(\.file)))
        }
        self = settings
    }
}

/// A file's name and text.
private struct Document {
    let file: String
    let text: String

    init(file: String, text: String) {
        self.file = file
        self.text = text
    }

    init?(reading file: String, _ complaints: inout [Complaint]) {
        let place = Place(file: file, line: nil, key: "")
        do throws(FileFailure) {
            let bytes = try File.read(file, atMost: Bounds.documentBytes)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                complaints.append(Complaint(place, expected: "text in UTF-8", found: "other bytes"))
                return nil
            }
            self.init(file: file, text: text)
        } catch {
            complaints.append(Complaint(place, expected: "a file that can be read", found: "\"\(error)\""))
            return nil
        }
    }

    /// Nil, and a complaint, when the text is no TOML.
    func node(_ complaints: inout [Complaint]) -> Node? {
        // The parser takes a C string: a NUL would hide whatever follows it.
        if let position = text.utf8.firstIndex(of: 0) {
            let line = text[..<position].utf8.count { $0 == UInt8(ascii: "\n") } + 1
            complain(line, "a NUL character", &complaints)
            return nil
        }
        if let obstacle = Obstacle(in: text) {
            complain(obstacle.line, obstacle.found, &complaints)
            return nil
        }
        do {
            return .document(try TOMLTable(string: text), file: file, lines: KeyLines(text))
        } catch let error as TOMLParseError {
            let start = error.source.begin
            complain(start.line, "\(error.description) (column \(start.column))", &complaints)
        } catch {
            complain(nil, "\(error)", &complaints)
        }
        return nil
    }

    private func complain(_ line: Int?, _ found: String, _ complaints: inout [Complaint]) {
        let found = found.split(whereSeparator: \.isNewline).joined(separator: " ")
        complaints.append(Complaint(Place(file: file, line: line, key: ""), expected: "TOML", found: found))
    }
}

extension [Complaint] {
    /// As a person reads: file by file, from the top down.
    fileprivate func inOrder(of files: [String]) -> [Complaint] {
        sorted { left, right in
            func rank(_ complaint: Complaint) -> (Int, Int, String) {
                let file = files.firstIndex(of: complaint.place.file) ?? files.count
                return (file, complaint.place.line ?? 0, complaint.place.key)
            }
            return rank(left) < rank(right)
        }
    }
}
