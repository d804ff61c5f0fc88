// Tables: aligned whatever the script, and as wide as the screen allows.

import Testing

@testable import cutoffctl

@Suite struct TableTests {
    private func table(_ rows: [[String]]) -> Table {
        var table = Table([
            .init("NUMBER"), .init("NAME", least: 6), .init("QTY", .right), .init("NOTE", least: 8, rank: 2),
            .init("PLACE", rank: 1),
        ])
        for row in rows { table.add(row.map { Table.Cell($0) }) }
        return table
    }

    @Test func columnsStandUnderEachOtherInEveryScript() {
        let lines = table([
            ["1", "Coffee", "2", "", "a"], ["2", "Кофе в зёрнах", "10", "", "b"], ["3", "咖啡豆", "1", "", "c"],
        ]).lines(width: 80, hasColour: false)
        #expect(
            lines == [
                "NUMBER  NAME           QTY  PLACE",
                "1       Coffee           2  a",
                "2       Кофе в зёрнах   10  b",
                "3       咖啡豆           1  c",
            ])
    }

    @Test(arguments: [80, 200]) func noLineIsWiderThanTheScreen(width: Int) {
        let long = String(repeating: "长", count: 90)
        let lines = table([["24219509-0020-1", long, "1", long, "msk-1"]]).lines(width: width, hasColour: false)
        #expect(lines.allSatisfy { $0.displayWidth <= width })
        #expect(lines[1].displayWidth >= width - 1)
    }

    @Test func whatHasNoRoomIsCutWithAnEllipsisAndNumbersNever() {
        let name = String(repeating: "Кофе ", count: 30)
        let line = table([["24219509-0020-1", name, "1", "", ""]]).lines(width: 40, hasColour: false)[1]
        #expect(line.hasPrefix("24219509-0020-1  Кофе "))
        #expect(line.contains("…"))
    }

    @Test func aWiderScreenShowsMoreColumns() {
        let row = ["24219509-0020-1", "Coffee", "1", "leave at the door", "Warehouse in the north"]
        func head(_ width: Int) -> String { table([row]).lines(width: width, hasColour: false)[0] }
        #expect(head(40) == "NUMBER           NAME    QTY")
        #expect(head(58).contains("PLACE") && !head(58).contains("NOTE"))
        #expect(head(80).contains("NOTE"))
    }

    @Test func textsAreBriefFromTheRightUntilAllHasRoomThatMatters() {
        var table = Table([.init("DUE"), .init("STATE"), .init("PLACE", rank: 1), .init("NOTE", rank: 2)])
        table.add([
            Table.Cell("Mon 23 Nov", brief: "Mon"), Table.Cell("overdue since", .red, brief: "late"), "north", "x",
        ])
        func row(_ width: Int) -> String { table.lines(width: width, hasColour: false)[1] }
        #expect(row(38) == "Mon 23 Nov  overdue since  north  x")
        #expect(row(32) == "Mon 23 Nov  overdue since  north")
        #expect(row(31) == "Mon 23 Nov  late   north  x")
        #expect(row(24) == "Mon 23 Nov  late   north")
        #expect(row(23) == "Mon  late   north  x")
        #expect(row(16) == "Mon  late")
    }

    @Test func whatMattersIsNotCutForWhatMattersLess() {
        var table = Table([.init("NUMBER"), .init("REASON", least: 8, rank: 1), .init("BY", least: 4, rank: 2)])
        table.add(["1", "the customer changed his mind", "/marketplace"])
        #expect(table.lines(width: 41, hasColour: false)[1] == "1       the customer changed his mind")
        #expect(table.lines(width: 43, hasColour: false)[1] == "1       the customer changed his mind  /ma…")
        #expect(table.lines(width: 20, hasColour: false)[1] == "1       the custome…")
    }

    @Test func coloursAreWrittenOnlyWhereThereAreSome() {
        var table = Table([.init("STATE")])
        table.add([Table.Cell("overdue", .red)])
        #expect(table.lines(width: 80, hasColour: false) == ["STATE", "overdue"])
        #expect(table.lines(width: 80, hasColour: true)[1] == "\u{1B}[31moverdue\u{1B}[0m")
    }

    @Test func aTextCannotCommandTheTerminal() {
        var table = Table([.init("NAME")])
        table.add([Table.Cell("a\u{1B}[2Jb\nc\u{9B}d")])
        #expect(table.lines(width: 80, hasColour: false)[1] == "a [2Jb c d")
    }

    @Test(arguments: [
        ("", 0), ("abc", 3), ("Москва", 6), ("中文", 4), ("e\u{301}", 1), ("한국", 4), ("📦", 2), ("ｆ", 2), ("→", 1),
    ])
    func aTextIsAsWideAsItsGlyphs(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(arguments: [
        ("Coffee", 6, "Coffee"), ("Coffee", 4, "Cof…"), ("咖啡豆", 5, "咖啡…"), ("咖啡豆", 4, "咖…"), ("ab", 1, "…"),
    ])
    func aTextIsFittedByGlyphs(text: String, width: Int, fitted: String) {
        #expect(text.fitted(to: width) == fitted)
    }

    @Test func sentencesAreBrokenAtSpaces() {
        #expect("the cut-off is the end of Monday".wrapped(to: 14) == ["the cut-off is", "the end of", "Monday"])
    }
}
