// The screen, if it is one: how wide it is, whether it has colours, and the bytes that go there.

import CivilTime
import Glibc

struct Terminal {
    /// In columns.
    let width: Int
    /// In lines; nil where there is no end.
    var height: Int?
    let hasColour: Bool
    /// Whether it is one.
    let isScreen: Bool
    /// Whether somebody sits there and can be asked.
    let isInteractive: Bool

    static var standardOutput: Terminal {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let isPlain = Environment["NO_COLOR"].map { !$0.isEmpty } ?? false || Environment["TERM"] == "dumb"
        let size = isTerminal ? size : nil
        return Terminal(
            width: size?.columns ?? fallback, height: size?.lines, hasColour: isTerminal && !isPlain,
            isScreen: isTerminal, isInteractive: isTerminal && isatty(STDIN_FILENO) == 1)
    }

    private static var fallback: Int { Environment["COLUMNS"].flatMap(Int.init).map { max($0, 20) } ?? 80 }

    private static var size: (columns: Int, lines: Int)? { size(of: STDOUT_FILENO) }

    private static func size(of descriptor: Int32) -> (columns: Int, lines: Int)? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}

// MARK: - Bytes

extension Terminal {
    static func tell(_ text: String) { put(text, STDOUT_FILENO) }

    /// On a screen a long complaint is broken between words; elsewhere it stays one line.
    static func complain(_ text: String) {
        let lines = size(of: STDERR_FILENO).map { text.broken(to: $0.columns) } ?? [text]
        put(lines.joined(separator: "\n") + "\n", STDERR_FILENO)
    }

    /// Lets time pass; a signal ends the process meanwhile, as it does anywhere else.
    static func rest(_ span: Span) { poll(nil, 0, Int32(clamping: span.milliseconds)) }

    /// A line from whoever sits there; nil at the end of the input.
    static func answer() -> String? { readLine() }

    private static func put(_ text: String, _ descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
