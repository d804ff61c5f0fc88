// `[[service]]`, `[[source]]` and `[[reason]]`.

import CivilTime
import Orders

extension DeliveryService {
    /// Nil, and complaints, when something is missing.
    init?(_ reader: inout TableReader) {
        let id = reader.require("id", Form<ServiceID>.name)
        let aliases = reader.read("aliases", .list(of: Form<ServiceID>.name)) ?? []
        let name = reader.read("name", .words)
        let isIntegrated = reader.read("integrated", .boolean) ?? false
        let fee = reader.table("fee") { ServiceFee(&$0) } ?? nil
        let overrides = WindowOverrides(&reader)
        guard let id else { return nil }
        self.init(id: id, name: name ?? id.rawValue, isIntegrated: isIntegrated, fee: fee, overrides: overrides)
        self.aliases = Set(aliases)
    }
}

extension ServiceFee {
    fileprivate init?(_ reader: inout TableReader) {
        let percent = reader.require("percent", .percentage)
        let minimum = reader.read("minimum", .amount)
        let maximum = reader.read("maximum", .amount)
        if let minimum, let maximum, Self.isLess(maximum, minimum) {
            reader.complain(
                about: "maximum", expected: "at least the minimum, \"\(minimum)\"", found: "\"\(maximum)\"")
        }
        guard let percent else { return nil }
        self.init(percent: percent, minimum: minimum, maximum: maximum)
    }

    /// Compares two amounts as decimals, of no currency in particular.
    private static func isLess(_ left: String, _ right: String) -> Bool {
        guard let left = Money(left, Currency.none), let right = Money(right, Currency.none) else { return false }
        return left.minorUnits < right.minorUnits
    }
}

extension EventSource {
    /// How far back a trusted source's times are believed, where the file does not say.
    private static let backdating = Span.hours(24)

    /// Nil, and complaints, when something is missing.
    init?(_ reader: inout TableReader) {
        let name = reader.require("name", Form<SourceName>.name)
        let role = reader.require("role", Form<SourceRole>.word)
        let users = Set(reader.read("users", .list(of: .words)) ?? [])
        let isTrusted = reader.read("trusted_time", .boolean) ?? false
        let backdating = reader.read("backdating", .span) ?? Self.backdating
        let expectEvery = reader.read("expect_every", .positiveSpan)
        let statuses = reader.read("statuses", .statuses) ?? [:]
        let files = reader.read("files", .partOfFileName)
        if files != nil && statuses.isEmpty {
            reader.complain(about: "statuses", expected: "a table of statuses, as files is given", found: "none")
        }
        if isTrusted && users.isEmpty {
            // Anybody could write the past in its name.
            reader.complain(about: "users", expected: "at least one user, as trusted_time is true", found: "none")
        }
        guard let name, let role else { return nil }
        self.init(
            name: name, role: role, users: users, trustedBackdating: isTrusted ? backdating : nil,
            expectEvery: expectEvery, statuses: statuses, files: files)
    }
}

extension TableReader {
    /// The name of a file has to tell whose statuses are in it.
    mutating func complainAboutFiles(of sources: [EventSource]) {
        let carriers = sources.filter { !$0.statuses.isEmpty }
        for carrier in carriers {
            guard let other = carriers.first(where: { $0.isMistaken(for: carrier) }) else { continue }
            complain(
                about: "files", ofTable: "source", named: ("name", carrier.name.rawValue),
                expected: "a part of the names of its files that those of \(other.name) do not have",
                found: carrier.files.map { "\"\($0)\"" } ?? "nothing")
        }
    }
}

extension EventSource {
    /// Whether a file of this one would be taken for another's.
    fileprivate func isMistaken(for other: EventSource) -> Bool {
        guard name != other.name, let part = other.files else { return name != other.name }
        return files?.contains(part) ?? false
    }
}

extension Reason {
    /// Nil, and complaints, when something is missing.
    init?(_ reader: inout TableReader) {
        let code = reader.require("code", Form<ReasonCode>.name)
        let aliases = reader.read("aliases", .list(of: Form<ReasonCode>.name)) ?? []
        let text = reader.require("text", .words)
        let by = reader.require("by", .nonEmptyList(of: Form<Party>.word))
        let fault = reader.require("fault", Form<Party>.word)
        guard let code, let text, let by, let fault else { return nil }
        self.init(code: code, text: text, by: Set(by), fault: fault)
        self.aliases = Set(aliases)
    }
}

/// What others call by names of their own.
protocol Aliased {
    associatedtype Name: Identifier
    var ownName: Name { get }
    var aliases: Set<Name> { get }
}

extension Warehouse: Aliased { var ownName: WarehouseID { id } }
extension DeliveryService: Aliased { var ownName: ServiceID { id } }
extension Reason: Aliased { var ownName: ReasonCode { code } }

extension TableReader {
    /// Every `[[table]]`; an alias means one of them.
    mutating func aliasedTables<Value: Aliased>(
        _ key: String, namedBy name: String, _ body: (inout TableReader) -> Value?
    ) -> [Value] {
        let values = tables(key, namedBy: name, body)
        for value in values {
            for alias in value.aliases.sorted() {
                let others = values.filter { $0.ownName != value.ownName }
                guard let other = others.first(where: { $0.ownName == alias || $0.aliases.contains(alias) }) else {
                    continue
                }
                complain(
                    about: "aliases", ofTable: key, named: (name, value.ownName.rawValue),
                    expected: "names that no other \(key) has", found: "\"\(alias)\", which \(other.ownName) has")
            }
        }
        return values
    }
}
