// The names of things. Each is a type of its own, so that a warehouse cannot be passed where a service is meant.

/// A name that the world gave to something: checked at the door to be 1...200 bytes without control characters.
package protocol Identifier: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible
where RawValue == String {
    init(rawValue: String)
}

extension Identifier {
    package init(_ text: String) { self.init(rawValue: text) }

    package var description: String { rawValue }

    /// By bytes, as the store compares: names that only Unicode calls equal are two.
    package static func == (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.elementsEqual(right.rawValue.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var text = rawValue
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

/// An order's number, `24219509-0020`.
package struct OrderNumber: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A shipment's number: its order's, a hyphen, and its part, `24219509-0020-1`.
package struct ShipmentNumber: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    /// The number of part `part` (1, 2, …) of an order.
    package init(_ order: OrderNumber, part: Int) { self.init(rawValue: "\(order)-\(part)") }

    /// The order it belongs to: the number without its last `-N`. Nil when it has none.
    package var order: OrderNumber? { division.map { OrderNumber(rawValue: String($0.order)) } }

    /// Which part of its order it is; nil where that is no number to count with.
    package var part: Int? {
        guard let part = division?.part, part.utf8.count <= Self.partDigits else { return nil }
        return Int(part)
    }

    /// How many digits a part has at most.
    private static let partDigits = 9

    private var division: (order: Substring, part: Substring)? {
        let bytes = rawValue.utf8
        guard let hyphen = bytes.lastIndex(of: UInt8(ascii: "-")), hyphen != bytes.startIndex else { return nil }
        let part = bytes[bytes.index(after: hyphen)...]
        guard !part.isEmpty, part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return (rawValue[..<hyphen], rawValue[part.startIndex...])
    }
}

package struct WarehouseID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A delivery service, `partner`.
package struct ServiceID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct DeliveryMethodID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A product, as the marketplace counts it.
package struct SKU: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

package struct TrackingNumber: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A withholding's own number.
package struct ClaimID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A configured reason for cancelling or removing, `out-of-stock`.
package struct ReasonCode: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// Who says it: a CloudEvents `source`, `/wms/msk-1`.
package struct SourceName: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A CloudEvents `source` and `id`: together they name an event (CloudEvents 1.0, "id").
package struct EventName: Hashable, Sendable, Codable {
    package let source: SourceName
    package let id: String

    package init(source: SourceName, id: String) {
        self.source = source
        self.id = id
    }
}
