// What a person is told, as one value: the journal's entry and the line on standard error are both written from it.

/// One entry of the journal, before anything is sent.
package struct JournalRecord: Hashable, Sendable {
    package let priority: JournalPriority
    package let messageID: MessageID
    /// One line for people.
    package let message: String
    package let fields: [JournalField]

    package init(priority: JournalPriority, messageID: MessageID, message: String, fields: [JournalField] = []) {
        self.priority = priority
        self.messageID = messageID
        self.message = message
        self.fields = fields
    }

    /// The value of a field; nil when the record has none of that name.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
}

/// A field to filter by: `SHIPMENT=24219509-0020-1`. Its name is capital letters, digits and underscores, and begins
/// with a letter (systemd.journal-fields(7)).
package struct JournalField: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Nil when there is nothing to say.
    package init?(_ name: String, ifAny value: String?) {
        guard let value else { return nil }
        self.init(name, value)
    }
}

/// Who has to do something, as a syslog level.
package enum JournalPriority: Int, Hashable, Sendable {
    /// A person must act on the service.
    case error = 3
    /// A person must act on an order.
    case warning = 4
    /// A transition.
    case notice = 5
    /// Start, stop, reload.
    case info = 6
    case debug = 7
}
