// Tables for people: columns as wide as what stands in them, and no wider than the screen. Where not all has room that
// matters, texts that have a brief form take it, column by column from the right; then columns are left out; then what
// may be cut is cut.

struct Table {
    enum Alignment { case left, right }

    struct Column {
        let title: String
        var alignment = Alignment.left
        /// May be cut down to so many columns of the screen; nil: is never cut.
        var least: Int?
        /// Left out where not everything has room, the greatest first, of the same from the left; nil: always there.
        var rank: Int?
        /// Others are written in brief before it is left out.
        var matters: Bool { (rank ?? 0) < 2 }

        init(_ title: String, _ alignment: Alignment = .left, least: Int? = nil, rank: Int? = nil) {
            self.title = title
            self.alignment = alignment
            self.least = least
            self.rank = rank
        }
    }

    struct Cell: ExpressibleByStringInterpolation {
        let text: String
        let style: Style
        /// For a narrow screen.
        let brief: String

        init(_ text: String, _ style: Style = .plain, brief: String? = nil) {
            self.text = text.harmless
            self.style = style
            self.brief = brief?.harmless ?? self.text
        }

        var inBrief: Cell { Cell(brief, style) }

        init(stringLiteral text: String) { self.init(text) }
    }

    private let columns: [Column]
    private(set) var rows: [[Cell]] = []

    init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row: a cell a column.
    mutating func add(_ cells: [Cell]) {
        precondition(cells.count == columns.count, "a row has as many cells as there are columns")
        rows.append(cells)
    }
}

// MARK: - Layout

extension Table {
    private static let gap = 2

    /// The head and the rows, without line feeds. Wider than `width` only where nothing is left to cut.
    func lines(width: Int, hasColour: Bool) -> [String] {
        fitting(width).laidOut(in: width, hasColour)
    }

    /// With brief texts, from the right, until all has room that matters.
    private func fitting(_ width: Int) -> Table {
        var table = self
        for index in columns.indices.reversed() {
            let needed = table.contentful.filter { columns[$0].matters }.map(table.naturalWidth)
            guard total(needed) > width else { break }
            for row in rows.indices { table.rows[row][index] = rows[row][index].inBrief }
        }
        return table
    }

    private func laidOut(in width: Int, _ hasColour: Bool) -> [String] {
        let shown = shownColumns(in: width)
        let widths = fitted(shown, in: width)
        let head = columns.map { Cell($0.title, .bold) }
        return ([head] + rows).map { row in line(row, shown, widths, hasColour) }
    }

    private func line(_ row: [Cell], _ shown: [Int], _ widths: [Int: Int], _ hasColour: Bool) -> String {
        var line = ""
        var space = ""
        for index in shown {
            let width = widths[index] ?? 0
            let text = row[index].text.fitted(to: width)
            let filling = String(repeating: " ", count: width - text.displayWidth)
            let painted = row[index].style.painted(text, hasColour: hasColour)
            let isLeft = columns[index].alignment == .left
            if !text.isEmpty { line += space + (isLeft ? "" : filling) + painted }
            // Spaces wait for the next text, so that no line ends with any.
            space =
                (text.isEmpty ? space + filling : isLeft ? filling : "") + String(repeating: " ", count: Self.gap)
        }
        return line
    }

    /// The columns that have room, by rank; what may be cut counts with the least of it, but is not cut for what
    /// matters less.
    private func shownColumns(in width: Int) -> [Int] {
        var shown = contentful
        let optional = shown.filter { columns[$0].rank != nil }.sorted { (rank($1), $0) < (rank($0), $1) }
        for index in optional {
            let isForLess = !columns[index].matters
            let needed = shown.map { isForLess && columns[$0].matters ? naturalWidth($0) : leastWidth($0) }
            if total(needed) > width { shown.removeAll { $0 == index } }
        }
        return shown
    }

    private var contentful: [Int] { columns.indices.filter { columns[$0].rank == nil || hasContent($0) } }

    private func hasContent(_ index: Int) -> Bool { rows.contains { !$0[index].text.isEmpty } }

    private func leastWidth(_ index: Int) -> Int {
        let natural = naturalWidth(index)
        guard columns[index].rank != nil, let least = columns[index].least else { return natural }
        return min(natural, max(least, columns[index].title.displayWidth))
    }

    private func rank(_ index: Int) -> Int { columns[index].rank ?? 0 }

    /// Cuts the widest of what may be cut, column by column of the screen, until all has room; first of what matters
    /// less.
    private func fitted(_ shown: [Int], in width: Int) -> [Int: Int] {
        var widths = Dictionary(uniqueKeysWithValues: shown.map { ($0, naturalWidth($0)) })
        var excess = total(Array(widths.values)) - width
        func isNarrower(_ left: Int, _ right: Int) -> Bool { widths[left, default: 0] < widths[right, default: 0] }
        while excess > 0 {
            let cuttable = shown.filter { canShrink($0, widths) }
            let lesser = cuttable.filter { !columns[$0].matters }
            guard let widest = (lesser.isEmpty ? cuttable : lesser).max(by: isNarrower) else { break }
            widths[widest, default: 0] -= 1
            excess -= 1
        }
        return widths
    }

    private func canShrink(_ index: Int, _ widths: [Int: Int]) -> Bool {
        columns[index].least.map { widths[index, default: 0] > $0 } ?? false
    }

    private func naturalWidth(_ index: Int) -> Int {
        rows.reduce(columns[index].title.displayWidth) { max($0, $1[index].text.displayWidth) }
    }

    private func total(_ widths: [Int]) -> Int { widths.reduce(0, +) + Self.gap * max(0, widths.count - 1) }
}
