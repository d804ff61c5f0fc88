// TZif, the compiled form of the tz database (RFC 8536, section 3): a block with 32-bit times for old readers, then,
// from version 2 on, the same with 64-bit times, and a footer with the rule for the years behind the table.

extension TimeZoneRules {
    /// Reads the bytes of a file like `/usr/share/zoneinfo/Europe/Moscow`, of any version. O(bytes).
    ///
    /// A file that counts leap seconds (those under `right/`) is refused: the daemon's instants are POSIX time, and
    /// every deadline would be half a minute off. What follows the footer is ignored.
    package init(name: String, tzif bytes: some Collection<UInt8>) throws(TimeZoneFailure) {
        var reader = TZifReader(zone: name, bytes: Array(bytes))
        let (periods, yearly) = try reader.readRules()
        self.init(name: name, periods: periods, yearly: yearly)
    }
}

/// Goes through a file once, from its beginning to its end, and trusts no number in it.
private struct TZifReader {
    let zone: String
    let bytes: [UInt8]
    private var position = 0

    init(zone: String, bytes: [UInt8]) { (self.zone, self.bytes) = (zone, bytes) }

    mutating func readRules() throws(TimeZoneFailure) -> ([TimeZoneRules.Period], YearlyRule?) {
        let old = try readHeader()
        guard old.version > 1 else { return (try readPeriods(old, bytesOfTime: 4), nil) }
        _ = try take(old.lengthOfBlock(bytesOfTime: 4))
        let periods = try readPeriods(try readHeader(), bytesOfTime: 8)
        return (periods, try readFooter())
    }

    // MARK: - The header

    /// How much there is of everything in the block that follows.
    private struct Header {
        let version: Int
        let universalMarks: Int
        let standardMarks: Int
        let leapSeconds: Int
        let changes: Int
        let types: Int
        let designationBytes: Int

        func lengthOfBlock(bytesOfTime: Int) -> Int {
            changes * (bytesOfTime + 1) + types * 6 + designationBytes + leapSeconds * (bytesOfTime + 4)
                + standardMarks + universalMarks
        }
    }

    private mutating func readHeader() throws(TimeZoneFailure) -> Header {
        guard bytes[position...].starts(with: "TZif".utf8) else {
            throw failure("the magic number TZif", found: hexadecimal(4))
        }
        position += 4
        let version = try readVersion()
        _ = try take(15)  // reserved
        var counts: [Int] = []
        for _ in 0..<6 { counts.append(Int(try readInteger(bytes: 4)) & 0xFFFF_FFFF) }
        return Header(
            version: version, universalMarks: counts[0], standardMarks: counts[1], leapSeconds: counts[2],
            changes: counts[3], types: counts[4], designationBytes: counts[5])
    }

    private mutating func readVersion() throws(TimeZoneFailure) -> Int {
        let at = position
        switch try readInteger(bytes: 1) {
        case 0: return 1
        case let digit where digit >= 0x32: return Int(digit) - 0x30
        default: throw failure("a version, 0 or `2` and later", at: at, found: hexadecimal(1, at: at))
        }
    }

    // MARK: - A block

    private mutating func readPeriods(
        _ header: Header, bytesOfTime: Int
    ) throws(TimeZoneFailure) -> [TimeZoneRules.Period] {
        guard header.leapSeconds == 0 else {
            throw failure(
                "POSIX time without leap seconds, unlike the files under right/",
                found: "\(header.leapSeconds) leap seconds")
        }
        guard header.types > 0 else { throw failure("at least one type of local time", found: "none") }
        let (length, start) = (header.lengthOfBlock(bytesOfTime: bytesOfTime), position)
        guard length <= bytes.count - position else {
            throw failure("a block of \(length) bytes", found: "\(bytes.count - position) bytes")
        }
        let changes = try readChanges(header, bytesOfTime: bytesOfTime)
        let offsets = try readOffsets(header)
        position = start + length
        return try periods(changes, offsets: offsets, at: start)
    }

    /// The times of the changes, and which type begins at each.
    private mutating func readChanges(
        _ header: Header, bytesOfTime: Int
    ) throws(TimeZoneFailure) -> [(start: Int64, type: Int)] {
        var changes: [(start: Int64, type: Int)] = []
        for _ in 0..<header.changes { changes.append((try readInteger(bytes: bytesOfTime), 0)) }
        for index in changes.indices {
            changes[index].type = Int(try readInteger(bytes: 1))
            guard (0..<header.types).contains(changes[index].type) else {
                throw failure("a type below \(header.types)", at: position - 1, found: hexadecimal(1, at: position - 1))
            }
        }
        return changes
    }

    /// The offset of each type, without its daylight flag and designation.
    private mutating func readOffsets(_ header: Header) throws(TimeZoneFailure) -> [Int64] {
        var offsets: [Int64] = []
        for _ in 0..<header.types {
            let offset = try readInteger(bytes: 4)
            guard TimeZoneRules.offsets.contains(offset) else {
                throw failure("an offset between -25 h and 26 h", at: position - 4, found: "\(offset) s")
            }
            _ = try take(2)
            offsets.append(offset)
        }
        return offsets
    }

    /// Before the first change the first type holds.
    private func periods(
        _ changes: [(start: Int64, type: Int)], offsets: [Int64], at start: Int
    ) throws(TimeZoneFailure) -> [TimeZoneRules.Period] {
        var periods = [TimeZoneRules.Period(start: .min, offset: offsets[0])]
        for change in changes {
            guard change.start > periods[periods.endIndex - 1].start || periods.count == 1 else {
                throw failure("ascending times of change", at: start, found: "\(change.start) out of order")
            }
            periods.append(TimeZoneRules.Period(start: change.start, offset: offsets[change.type]))
        }
        return periods
    }

    // MARK: - The footer

    /// A rule between two newlines; none where it is empty.
    private mutating func readFooter() throws(TimeZoneFailure) -> YearlyRule? {
        guard try take(1).first == 0x0A else {
            throw failure("the footer's newline", at: position - 1, found: hexadecimal(1, at: position - 1))
        }
        let start = position
        guard let end = bytes[start...].firstIndex(of: 0x0A) else {
            throw failure("the newline that ends the footer", at: bytes.count, found: "the end of the file")
        }
        position = end + 1
        guard start < end else { return nil }
        let text = bytes[start..<end]
        do throws(TimeSyntaxFailure) {
            return try YearlyRule(posix: Array(text))
        } catch {
            throw failure(error.expected, at: start + error.offset, found: "`\(String(decoding: text, as: UTF8.self))`")
        }
    }

    // MARK: - Bytes

    private mutating func take(_ count: Int) throws(TimeZoneFailure) -> ArraySlice<UInt8> {
        guard count <= bytes.count - position else {
            throw failure("\(count) more bytes", found: "\(bytes.count - position)")
        }
        defer { position += count }
        return bytes[position..<position + count]
    }

    /// A big-endian integer: a lone byte is unsigned, all others are two's complement.
    private mutating func readInteger(bytes count: Int) throws(TimeZoneFailure) -> Int64 {
        let taken = try take(count)
        let unsigned = taken.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch count {
        case 1: return Int64(unsigned)
        case 4: return Int64(Int32(truncatingIfNeeded: unsigned))
        default: return Int64(bitPattern: unsigned)
        }
    }

    private func failure(_ expected: String, at offset: Int? = nil, found: String) -> TimeZoneFailure {
        TimeZoneFailure(zone: zone, offset: offset ?? position, expected: expected, found: found)
    }

    /// `54 5a 69 66`, for people.
    private func hexadecimal(_ count: Int, at offset: Int? = nil) -> String {
        let shown = bytes[(offset ?? position)...].prefix(count)
        guard !shown.isEmpty else { return "the end of the file" }
        return shown.map { String(Int($0) + 0x100, radix: 16).dropFirst() }.joined(separator: " ")
    }
}
