// A report that contradicts what is known, as a journal entry.

import Engine
import Orders

extension JournalRecord {
    package init(_ warning: Warning, isRepeat: Bool) {
        let contradiction = warning.contradiction
        let origin = warning.origin
        let fields = [
            JournalField("ORDER", contradiction.order.rawValue),
            JournalField("SHIPMENT", contradiction.shipment.rawValue),
            JournalField("TO", contradiction.known.rawValue),
            JournalField("REPORTED", contradiction.reported),
            JournalField("SPOOL_FILE", origin.file),
            JournalField("SUBMITTER_UID", String(origin.submitter)),
            JournalField("EVENT_SOURCE", origin.event.source.rawValue),
            JournalField("EVENT_ID", origin.event.id),
            JournalField("REPEAT", ifAny: isRepeat ? "1" : nil),
        ].compactMap(\.self)
        self.init(
            priority: .warning, messageID: .contradicted,
            message: "\(contradiction.shipment) unchanged: \(contradiction.text)", fields: fields)
    }
}
