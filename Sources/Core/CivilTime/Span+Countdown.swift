// Spans as people glance at them: how long still, or since when.

extension Span {
    /// `3d 4h`: the two greatest units, the rest cut off, so that nobody is promised more time than there is. Below a
    /// second, `250ms`; `0` for nothing. The sign is left to the words around it.
    package var coarseText: String { text(ofUnits: 2) }

    /// `3d`: the greatest unit alone.
    package var roughText: String { text(ofUnits: 1) }

    private func text(ofUnits count: Int) -> String {
        let length = Span(milliseconds: Int64(clamping: milliseconds.magnitude))
        let shown = length < .seconds(1) ? length : .seconds(length.milliseconds / 1000)
        return shown == .zero ? "0" : shown.terms.prefix(count).joined(separator: " ")
    }

    /// From now to the moment in question: `in 2h 15min`, `2h 15min ago`, and `now` for less than a second.
    package var countdown: String {
        if self >= .seconds(1) { return "in \(coarseText)" }
        return self <= .seconds(-1) ? "\(coarseText) ago" : "now"
    }
}
