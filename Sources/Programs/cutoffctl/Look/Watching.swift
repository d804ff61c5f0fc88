// A screen that is shown again and again in place (`--watch`).

import ArgumentParser
import CivilTime

extension Session {
    private static let glance = Span.seconds(1)

    /// Refuses to watch where there is no screen.
    func checkScreen(for watch: Bool) throws {
        guard watch, isForPrograms || !terminal.isScreen else { return }
        throw Stop(.usage, "--watch needs a terminal, and shows tables only.")
    }

    /// Shows something once, or until it is interrupted.
    func show(again: Bool, _ body: () throws -> Void) throws {
        guard again else { return try body() }
        while true {
            let lines = try recorded(body).prefix(max((terminal.height ?? .max) - 1, 1))
            // Home, each line with its rest erased, and everything below (ECMA-48).
            tellRaw("\u{1B}[H" + lines.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J")
            try pause(Self.glance)
        }
    }
}
