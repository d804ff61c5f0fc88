// What a command works with: the settings, the store, a clock, and somebody to tell.

import CivilTime
import Configuration
import Engine
import Glibc
import Linux
import Orders
import Store

final class Session {
    let settings: Settings
    let terminal: Terminal
    /// For programs: objects instead of tables.
    let isForPrograms: Bool
    private var tell: (String) -> Void
    private let protest: (String) -> Void
    private let clock: () -> Instant
    private let rest: (Span) throws -> Void
    private let answer: () -> String?

    /// - Parameters:
    ///   - tell: takes what is said on standard output, line feeds included.
    ///   - protest: takes a line for standard error.
    ///   - clock: the wall clock.
    ///   - rest: lets time pass.
    ///   - answer: a line from whoever sits there; nil at the end of the input.
    init(
        settings: Settings, terminal: Terminal, isForPrograms: Bool, tell: @escaping (String) -> Void,
        protest: @escaping (String) -> Void, clock: @escaping () -> Instant, rest: @escaping (Span) throws -> Void,
        ask answer: @escaping () -> String?
    ) {
        self.settings = settings
        self.terminal = terminal
        self.isForPrograms = isForPrograms
        self.tell = tell
        self.protest = protest
        self.clock = clock
        self.rest = rest
        self.answer = answer
    }

    convenience init(_ options: CommonOptions) throws {
        let path = CommonOptions.path(options.config)
        let settings: Settings
        do {
            settings = try Settings.load(path: path)
        } catch {
            let advice = access(path, F_OK) == 0 ? "" : "\nName another with --config FILE or in CUTOFFD_CONFIG."
            throw Stop(.configuration, "\(error)\(advice)")
        }
        let clock = SystemClock()
        self.init(
            settings: settings, terminal: .standardOutput, isForPrograms: options.json, tell: Terminal.tell,
            protest: Terminal.complain, clock: { clock.read().wall }, rest: Terminal.rest, ask: Terminal.answer)
    }

    var policy: Policy { settings.policy }
    var now: Instant { clock() }

    func pause(_ span: Span) throws { try rest(span) }

    /// Opens the store; a daemon may be at work on it.
    func reader() throws -> OrderReader {
        do throws(ReaderFailure) { return try OrderReader(path: settings.store.path) } catch { throw Stop(error) }
    }

    /// Whether a daemon has the store open.
    var isDaemonRunning: Bool { SQLiteOrderStore.isHeld(path: settings.store.path) }

    // MARK: - Telling and asking

    /// What whoever sits there answers; nil when nobody does.
    func ask(_ question: String) -> String? {
        tell(question)
        return answer()
    }

    func say(_ line: String) { tell(line + "\n") }

    /// On a screen a long line is broken between words; elsewhere it stays one line.
    func sayBroken(_ line: String) {
        for part in terminal.isScreen ? line.broken(to: terminal.width) : [line] { say(part) }
    }

    /// What is wrong goes to standard error.
    func complain(_ line: String) { protest(line.harmless) }

    /// The lines that `body` says, instead of saying them.
    func recorded(_ body: () throws -> Void) rethrows -> [String] {
        let outward = tell
        var lines: [String] = []
        tell = { lines += $0.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) }
        defer { tell = outward }
        try body()
        return lines
    }

    /// Says something that is no line: what moves about on a screen.
    func tellRaw(_ text: String) { tell(text) }

    func say(_ table: Table) {
        for line in table.lines(width: terminal.width, hasColour: terminal.hasColour) { say(line) }
    }

    // MARK: - Local time

    func zone(of warehouse: WarehouseID?) -> TimeZoneRules { policy.zone(of: warehouse) }

    func localTime(of warehouse: WarehouseID?) -> LocalTime { LocalTime(zone: zone(of: warehouse), now: now) }

    /// Of what is no warehouse's.
    var commonTime: LocalTime { localTime(of: nil) }

    /// `Times: Europe/Moscow`, under a table of these warehouses' shipments; nil: of what is no warehouse's.
    func note(onTimesOf warehouses: [WarehouseID?]) -> String {
        let zones = Dictionary(grouping: Set(warehouses)) { zone(of: $0).name }
        if zones.count < 2 { return "Times: \(zones.keys.first ?? policy.commonZone.name)" }
        let list = zones.sorted { $0.key < $1.key }
            .map { "\($0.key) (\($0.value.map { $0?.rawValue ?? "others" }.sorted().joined(separator: ", ")))" }
        return "Times: \(list.joined(separator: "; "))"
    }
}

/// The process's environment.
enum Environment {
    static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
