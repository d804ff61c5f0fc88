// What a shell offers at a place of the command line. It asks while somebody types, so an answer comes at once, and
// where there is none nothing is said.

import ArgumentParser
import Configuration
import Orders
import Store

enum Suggestions {
    /// Shipments: those whose number begins so, or, where nothing is typed yet, the most urgent.
    static let shipments = kind { prefix, settings in
        let reader = try OrderReader(path: settings.store.path)
        guard prefix.isEmpty else {
            return try reader.shipments(startingWith: prefix, limit: most).map(\.rawValue)
        }
        var query = OrderQuery()
        query.states = StateName.allCases.filter { !$0.isFinal }
        query.limit = most
        return try reader.orders(query).rows.map(\.shipment.rawValue)
    }

    static let warehouses = kind { _, settings in settings.policy.warehouses.keys.map(\.rawValue) }
    static let services = kind { _, settings in settings.policy.services.keys.map(\.rawValue) }
    static let sources = kind { _, settings in settings.policy.sources.keys.map(\.rawValue) }
    static let reasons = kind { _, settings in settings.policy.reasons.keys.map(\.rawValue) }

    /// Of a product that will not be sent.
    static let sellersReasons = kind { _, settings in
        settings.policy.reasons.values.filter { $0.by.contains(.seller) }.map(\.code.rawValue)
    }

    static let rejected = kind { _, settings in
        try RejectionFile.all(in: settings.spool.path).map(\.name)
    }

    static let settings = CompletionKind.file(extensions: ["toml"])
    static let events = CompletionKind.file(extensions: ["json", "ndjson", "jsonl", "csv"])

    private static let most = 50

    private static func kind(
        _ answer: @escaping @Sendable (_ prefix: String, Settings) throws -> [String]
    ) -> CompletionKind {
        .custom { words, index, prefix in
            guard let settings = try? Settings.load(path: CommonOptions.configuration(in: words)) else { return [] }
            return ((try? answer(prefix, settings)) ?? []).filter { $0.hasPrefix(prefix) }.sorted()
        }
    }
}

extension CommonOptions {
    /// The configuration that a command line names, before it is whole.
    fileprivate static func configuration(in words: [String]) -> String {
        let named = words.firstIndex(of: "--config").flatMap { words.dropFirst($0 + 1).first }
        let joined = words.first { $0.hasPrefix("--config=") }?.dropFirst("--config=".count)
        return path(named ?? joined.map(String.init))
    }
}
