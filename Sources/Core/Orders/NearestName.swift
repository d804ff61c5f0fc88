// "Did you mean …?": the known name that a misspelled one is nearest to.

/// The name among `known` with the least edit distance to `name`; nil when none is near enough to be meant: when more
/// than a third of its letters differ. O(known × length²), lengths being those of names that could be meant.
package func nearestName(to name: String, among known: some Sequence<String>) -> String? {
    let length = name.count
    let possible = known.filter { abs($0.count - length) <= greatestDistance(from: $0) }
    let distances = possible.map { (name: $0, distance: editDistance(name, $0)) }
    guard let best = distances.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
    return best.distance <= greatestDistance(from: best.name) ? best.name : nil
}

private func greatestDistance(from name: String) -> Int { max(1, name.count / 3) }

/// How many letters to insert, remove or replace to make one text of the other (Levenshtein).
private func editDistance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var previous = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            let replaced = previous[column] + (letter == other ? 0 : 1)
            current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
        }
        previous = current
    }
    return previous[right.count]
}
