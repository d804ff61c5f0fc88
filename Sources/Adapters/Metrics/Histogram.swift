// How long things took, in fixed buckets.

/// Seconds, counted by the least bound that they do not exceed.
package struct Histogram {
    /// Ascending.
    private let bounds: [Double]
    /// One for each bound, and one for what exceeds all.
    private var counts: [Int]
    private(set) var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    mutating func observe(_ seconds: Double) {
        counts[bounds.firstIndex { seconds <= $0 } ?? bounds.count] += 1
        sum += seconds
    }

    var count: Int { counts.reduce(0, +) }

    /// How many did not exceed each bound; all, for nil.
    var cumulated: [(bound: Double?, count: Int)] {
        var total = 0
        return counts.indices.map { index in
            total += counts[index]
            return (index < bounds.count ? bounds[index] : nil, total)
        }
    }
}
