// What somebody probably meant.

enum NearestName {
    /// Longer names are not compared: nobody mistypes that much.
    private static let greatestLength = 64

    /// The known name that is most like this one; nil when none is alike, or it is known itself.
    /// O(names × length²).
    static func of(_ name: String, among known: [String]) -> String? {
        let written = Array(name.lowercased().utf8)
        guard written.count <= greatestLength else { return nil }
        let near = known.filter { $0 != name && $0.utf8.count <= greatestLength }
            .map { (name: $0, distance: distance(written, Array($0.lowercased().utf8))) }
            .min { $0.distance < $1.distance }
        guard let near, near.distance <= max(1, written.count / 4) else { return nil }
        return near.name
    }

    /// How many bytes have to be put in, taken out or replaced (Levenshtein's distance).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (index, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
