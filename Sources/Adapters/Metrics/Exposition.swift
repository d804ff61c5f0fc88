// The text of a metrics file, such that OpenMetrics 1.0 and the Prometheus text format 0.0.4 both read it:
// node_exporter knows only the latter. Two things follow. Counters have no TYPE line: OpenMetrics wants `# TYPE x
// counter` before `x_total`, the text format `# TYPE x_total counter`, and each takes the other's for another metric or
// for an error; without one both keep name, help and value, and call the type unknown. And there are no `_created`
// samples and no info metrics, which the text format does not know.

import CivilTime

struct Exposition {
    /// What a number can do.
    enum Kind {
        /// Only goes up, in one life of the daemon or in the store. The name ends in `_total`.
        case counter
        case gauge
    }

    /// Names, and values that may hold anything.
    struct Labels: ExpressibleByDictionaryLiteral {
        fileprivate var pairs: [(name: String, value: String)]

        init(dictionaryLiteral pairs: (String, String)...) { self.pairs = pairs.map { ($0.0, $0.1) } }

        fileprivate func with(_ name: String, _ value: String) -> Labels {
            var labels = self
            labels.pairs.append((name, value))
            return labels
        }
    }

    /// One number.
    struct Sample {
        let labels: Labels
        let value: String

        init(_ value: String, _ labels: Labels = [:]) { (self.value, self.labels) = (value, labels) }

        init(_ value: Int, _ labels: Labels = [:]) { self.init("\(value)", labels) }

        /// 1 for what is so.
        init(_ isSo: Bool, _ labels: Labels = [:]) { self.init(isSo ? "1" : "0", labels) }

        /// Seconds since 1970, to the millisecond.
        init(_ instant: Instant, _ labels: Labels = [:]) {
            self.init(Span(milliseconds: instant.milliseconds), labels)
        }

        /// Seconds.
        init(_ span: Span, _ labels: Labels = [:]) {
            let (seconds, rest) = span.milliseconds.quotientAndRemainder(dividingBy: 1000)
            self.init("\(seconds).\(String(1000 + abs(rest)).dropFirst())", labels)
        }
    }

    private(set) var text = ""

    /// A metric with its samples. One without any is left out.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        describe(name, kind == .gauge ? "gauge" : nil, help)
        for sample in samples { add(name, sample) }
    }

    /// A distribution in seconds, for each value of a label; one without labels where there is none.
    mutating func add(_ name: String, _ help: String, _ histograms: [(labels: Labels, histogram: Histogram)]) {
        describe(name, "histogram", help)
        for (labels, histogram) in histograms {
            for (bound, count) in histogram.cumulated {
                add("\(name)_bucket", Sample(count, labels.with("le", bound.map { "\($0)" } ?? "+Inf")))
            }
            add("\(name)_sum", Sample("\(histogram.sum)", labels))
            add("\(name)_count", Sample(histogram.count, labels))
        }
    }

    mutating func end() { text += "# EOF\n" }

    private mutating func describe(_ name: String, _ type: String?, _ help: String) {
        text += "# HELP \(name) \(help)\n"
        if let type { text += "# TYPE \(name) \(type)\n" }
        if name.hasSuffix("_seconds") { text += "# UNIT \(name) seconds\n" }
    }

    private mutating func add(_ name: String, _ sample: Sample) {
        let labels = sample.labels.pairs.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        text += labels.isEmpty ? "\(name) \(sample.value)\n" : "\(name){\(labels)} \(sample.value)\n"
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
