// What each part of the daemon takes of the settings.

import Configuration
import Engine
import EventFormats
import Glibc
import Orders
import Spool

extension Spool.SpoolSettings {
    init(_ settings: Settings) {
        self.init(
            settle: settings.spool.settle, readRetries: settings.spool.readRetries,
            maximumFileBytes: Int64(settings.spool.maximumFileBytes), operators: settings.operators)
    }
}

extension FileFormats {
    init(_ settings: Settings) {
        self.init(maximumEventBytes: settings.spool.maximumEventBytes, sources: settings.policy.sources.values)
    }
}

extension ClockGuard.Limits {
    init(_ settings: Settings) {
        self.init(step: settings.clock.stepLimit, requiresSync: settings.clock.requireSync)
    }
}

extension Settings {
    /// Whose control events count: root, the daemon itself, and `[spool] operators` as far as the machine knows them.
    var operators: Set<UInt32> {
        let named = spool.operators.compactMap { getpwnam($0)?.pointee.pw_uid }
        return Set(named).union([0, geteuid()])
    }

    /// The policy with the users of its sources as this machine numbers them; one that it does not know is nobody.
    var policyOnThisMachine: Policy {
        var result = policy
        for (name, source) in policy.sources where !source.users.isEmpty {
            result.sources[name]?.uids = Set(source.users.compactMap { getpwnam($0)?.pointee.pw_uid })
        }
        return result
    }

    /// New settings, but for what only a restart can change, and a word about each such change.
    func keepingWhatNeedsARestart(_ fresh: Settings) -> (settings: Settings, ignored: [String]) {
        var result = fresh
        var ignored: [String] = []
        if fresh.spool.path != spool.path { ignored.append("spool.path is another after a restart only") }
        if fresh.store.path != store.path { ignored.append("store.path is another after a restart only") }
        if fresh.spool.maximumEventBytes != spool.maximumEventBytes {
            ignored.append("spool.maximum_event_bytes is another after a restart only")
        }
        result.spool.path = spool.path
        result.store.path = store.path
        result.spool.maximumEventBytes = spool.maximumEventBytes
        return (result, ignored)
    }
}

/// The process's environment.
enum Environment {
    static var all: [String: String] {
        var result: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return result
    }
}
