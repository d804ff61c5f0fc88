// What a view is narrowed to: names that somebody typed, and that are to mean something.

import Orders
import Store

/// A filter by warehouse, service or delivery method.
private struct Filter {
    /// `warehouse`
    let kind: String
    let configured: Set<String>
    /// Of shipments in the store: what has left the configuration is found as long as they stay.
    let filed: Set<String>

    private static let mostListed = 10

    /// Ends the command where a name means nothing: an empty list would look like an answer.
    func check(_ name: String) throws {
        let all = configured.union(filed)
        guard !all.contains(name) else { return }
        let meant = nearestName(to: name, among: all).map { " Is `\($0)` meant?" } ?? ""
        let known = list(configured, filed.subtracting(configured))
        throw Stop(.no, "there is no \(kind) \"\(name)\".\(meant)\(known)")
    }

    private func list(_ configured: Set<String>, _ others: Set<String>) -> String {
        let lists = [("Configured", configured), (configured.isEmpty ? "Known" : "Others with shipments", others)]
        return lists.filter { !$1.isEmpty }.map { title, names in
            let shown = names.sorted().prefix(Self.mostListed).joined(separator: ", ")
            return " \(title): \(shown)\(names.count > Self.mostListed ? ", …" : "")."
        }.joined()
    }
}

extension Session {
    /// By id or alias.
    func warehouses(named names: [String], _ reader: OrderReader) throws -> [WarehouseID] {
        let ids = names.map { policy.warehouse(called: WarehouseID($0))?.id ?? WarehouseID($0) }
        try check(ids, "warehouse", policy.warehouses.keys, reader, \.warehouse)
        return ids
    }

    /// By id or alias.
    func services(named names: [String], _ reader: OrderReader) throws -> [ServiceID] {
        let ids = names.map { policy.service(called: ServiceID($0))?.id ?? ServiceID($0) }
        try check(ids, "delivery service", policy.services.keys, reader, \.service)
        return ids
    }

    func deliveryMethods(named names: [String], _ reader: OrderReader) throws -> [DeliveryMethodID] {
        let ids = names.map { DeliveryMethodID($0) }
        try check(ids, "delivery method", [], reader, \.method)
        return ids
    }

    private func check<ID: Identifier>(
        _ ids: [ID], _ kind: String, _ configured: some Sequence<ID>, _ reader: OrderReader, _ filed: (Lane) -> ID
    ) throws {
        guard !ids.isEmpty else { return }
        let filter = Filter(
            kind: kind, configured: Set(configured.map(\.rawValue)),
            filed: Set(try reader.lanes().map { filed($0).rawValue }))
        for id in ids { try filter.check(id.rawValue) }
    }
}
