// Which keys there are, table by table (the tables of warehouses, services, sources and reasons have files of their
// own). A key that is left out has its default.

import CivilTime
import Orders

extension Settings {
    init(_ reader: inout TableReader, _ zones: ZoneDatabase) {
        spool = reader.table("spool") { SpoolSettings(&$0) } ?? SpoolSettings()
        store = reader.table("store") { StoreSettings(&$0) } ?? StoreSettings()
        quality = reader.table("quality") { QualitySettings(&$0) } ?? quality
        (clock, policy.tolerance) = reader.table("clock", Self.clock) ?? (clock, policy.tolerance)
        let windows = reader.table("deadlines") { WindowOverrides(&$0) }
        policy.windows.apply(windows ?? WindowOverrides())
        policy.reminders = reader.table("reminders") { ReminderOffsets(&$0) } ?? ReminderOffsets()
        let sources = reader.tables("source", namedBy: "name") { EventSource(&$0) }
        reader.complainAboutFiles(of: sources)
        policy = Policy(
            warehouses: reader.aliasedTables("warehouse", namedBy: "id") { Warehouse(&$0, zones) },
            services: reader.aliasedTables("service", namedBy: "id") { DeliveryService(&$0) },
            sources: sources,
            reasons: reader.aliasedTables("reason", namedBy: "code") { Reason(&$0) },
            windows: policy.windows, reminders: policy.reminders, tolerance: policy.tolerance)
    }

    private static func clock(_ reader: inout TableReader) -> (ClockSettings, tolerance: Span) {
        var clock = ClockSettings()
        clock.stepLimit = reader.read("step_limit", .positiveSpan) ?? clock.stepLimit
        clock.requireSync = reader.read("require_sync", .boolean) ?? clock.requireSync
        return (clock, reader.read("tolerance", .span) ?? Policy().tolerance)
    }
}

extension SpoolSettings {
    init(_ reader: inout TableReader) {
        path = reader.read("path", .path) ?? path
        keep = reader.read("keep", .span) ?? keep
        settle = reader.read("settle", .span) ?? settle
        operators = reader.read("operators", .list(of: .words)) ?? operators
        readRetries = reader.read("read_retries", .integer(0...Bounds.readRetries)) ?? readRetries
        maximumFileBytes = reader.read("maximum_file_bytes", .integer(1...Bounds.fileBytes)) ?? maximumFileBytes
        maximumEventBytes = reader.read("maximum_event_bytes", .integer(1...Bounds.eventBytes)) ?? maximumEventBytes
    }
}

extension StoreSettings {
    init(_ reader: inout TableReader) {
        path = reader.read("path", .path) ?? path
        keepClosed = reader.read("keep_closed", .span) ?? keepClosed
    }
}

extension QualitySettings {
    init(_ reader: inout TableReader) {
        cancelled = reader.read("cancelled_percent", .percentage) ?? cancelled
        late = reader.read("late_percent", .percentage) ?? late
    }
}

extension ReminderOffsets {
    init(_ reader: inout TableReader) {
        self.init()
        packing = reader.read("packing", .list(of: .positiveSpan)) ?? packing
        passport = reader.read("passport", .list(of: .positiveSpan)) ?? passport
        appeal = reader.read("appeal", .list(of: .positiveSpan)) ?? appeal
        cancellation = reader.read("cancellation", .list(of: .positiveSpan)) ?? cancellation
    }
}

extension WindowOverrides {
    /// The keys of `[deadlines]`, which a `[[warehouse]]` and a `[[service]]` may have too.
    init(_ reader: inout TableReader) {
        self.init()
        passport = reader.read("passport_window", .span)
        passportAnchor = reader.read("passport_anchor", .word)
        packingGrace = reader.read("packing_grace", .packingGrace)
        handOverDays = reader.read("handover_days", .integer(0...Bounds.days))
        handOverGraceDays = reader.read("handover_grace_days", .integer(0...Bounds.days))
        dispute = reader.read("dispute_window", .span)
        cancellationAnswer = reader.read("cancellation_answer", .span)
        appeal = reader.read("appeal_window", .span)
        waitingEvent = reader.read("waiting_event", .span)
        lateness = reader.read("lateness", .span)
    }
}
