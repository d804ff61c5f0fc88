// A daemon and a session beside it, in a temporary directory: a real store and a real spool.

import ArgumentParser
import CivilTime
import Configuration
import Engine
import EventFormats
import Glibc
import Linux
import Orders
import Spool
import Store
import TestKit
import Testing

@testable import cutoffctl

/// What a command said, and what it ended with.
struct Ran {
    var lines: [String] = []
    var complaints: [String] = []
    var status: Int32 = 0
    var text: String { lines.joined(separator: "\n") }
}

final class Shop {
    let directory: ShopDirectory
    let settings: Settings
    let clock = SystemClock()
    private var engine: Engine?
    /// Nil: the machine's clock.
    var now: Instant?
    /// What whoever sits there answers; nil: nobody does.
    var answers: [String]?
    var width = 80
    var isScreen = false

    init(_ more: String = "") throws {
        directory = ShopDirectory()
        settings = try Settings.parse(Self.configuration(directory.path) + more)
    }

    /// The same place, when other warehouses are configured.
    init(beside other: Shop, warehouse id: String) throws {
        directory = other.directory
        settings = try Settings.parse(
            """
            [spool]
            path = "\(directory.path)/spool"
            [store]
            path = "\(directory.path)/orders.db"
            [[warehouse]]
            id = "\(id)"
            time_zone = "UTC"
            packing_time = "1h"
            """)
    }

    /// The daemon starts.
    func open() throws {
        engine = try Engine(
            store: SQLiteOrderStore(path: settings.store.path, ballastBytes: 0),
            source: DirectoryArrivalSource(
                path: settings.spool.path, settings: Spool.SpoolSettings(settle: .zero),
                formats: FileFormats(sources: settings.policy.sources.values)),
            reporter: RecordedReports(), wallClock: clock, policy: settings.policy, operators: [geteuid()],
            limits: ClockGuard.Limits(requiresSync: false))
        _ = try engine?.turn()
    }

    /// The daemon ends.
    func close() { engine = nil }

    /// Runs a command line. Whenever it lets time pass, the daemon turns.
    func run(_ arguments: String...) throws -> Ran { try run(arguments) }

    func run(_ arguments: [String]) throws -> Ran {
        var ran = Ran()
        let command: any Command
        do {
            command = try #require(Cutoffctl.parseAsRoot(arguments) as? any Command)
        } catch {
            ran.status = Cutoffctl.exitCode(for: error).rawValue
            ran.complaints = [Cutoffctl.fullMessage(for: error)]
            return ran
        }
        var (said, protested) = ("", [String]())
        let session = Session(
            settings: settings,
            terminal: Terminal(width: width, hasColour: false, isScreen: isScreen, isInteractive: answers != nil),
            isForPrograms: command.common.json, tell: { said += $0 }, protest: { protested.append($0) },
            clock: { [clock, now] in now ?? clock.read().wall }, rest: { [unowned self] _ in try turn() },
            ask: { [unowned self] in answers?.isEmpty == false ? answers?.removeFirst() : nil })
        do {
            try command.run(in: session)
        } catch {
            let stop = try #require((error as? Stop) ?? (error as? ReaderFailure).map(Stop.init))
            ran.status = stop.status.rawValue
            protested += [stop.message].compactMap(\.self)
        }
        ran.lines = said.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        ran.complaints = protested
        return ran
    }

    func turn() throws { _ = try engine?.turn() }

    /// Drops an order, and waits until it is placed.
    func place(_ number: String, _ more: String = "") throws {
        let path = try directory.write(Self.placing(number, more), to: "\(number).json")
        let ran = try run("submit", path, "--wait")
        #expect(ran.status == 0, "\(ran)")
    }

    static func placing(_ number: String, _ more: String = "") -> String {
        """
        {"specversion":"1.0","id":"placed-\(number)","source":"/marketplace","type":"order.placed",
         "subject":"\(number)","data":{"warehouse":"msk-1","service":"own","deliveryMethod":"Курьер",
         "delivery":"courier",\(more)"items":[
           {"sku":"1","name":"Кофе 250 г","quantity":2,"price":"279.00","currency":"RUB"},
           {"sku":"2","name":"咖啡豆","quantity":1,"price":"100.00","currency":"RUB"}]}}
        """
    }

    private static func configuration(_ directory: String) -> String {
        """
        [spool]
        path = "\(directory)/spool"
        [store]
        path = "\(directory)/orders.db"
        [clock]
        require_sync = false
        [[warehouse]]
        id = "msk-1"
        name = "Склад на Ленина"
        time_zone = "Europe/Moscow"
        shipping_time = { mon = "13:00", tue = "13:00", wed = "13:00", thu = "13:00", fri = "11:00" }
        packing_days = 1
        holidays = ["2026-12-31"]
        [[warehouse]]
        id = "express"
        time_zone = "Asia/Yekaterinburg"
        packing_time = "30min"
        [[service]]
        id = "own"
        name = "Курьерская доставка"
        fee = { percent = "10" }
        [[service]]
        id = "partner"
        integrated = true
        [[reason]]
        code = "out-of-stock"
        text = "The product is out of stock"
        by = ["seller"]
        fault = "seller"

        """
    }
}

/// A directory that is gone with its test.
final class ShopDirectory {
    let path: String

    init() {
        var template = Array("/tmp/cutoffctl-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
    }

    deinit { Self.remove(path) }

    /// - Returns: the file's path.
    func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
        return file
    }

    func names(in directory: String) -> [String] { Self.names("\(path)/\(directory)") }

    private static func names(_ path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func remove(_ path: String) {
        for name in names(path) { remove("\(path)/\(name)") }
        if unlink(path) != 0 { rmdir(path) }
    }
}

extension String {
    func replacing(_ text: String, with other: String) -> String {
        split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
    }
}
