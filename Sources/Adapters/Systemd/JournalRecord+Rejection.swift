// A refused record as a journal entry: the same that lies beside it in `rejected/`.

import Engine
import Orders

extension JournalRecord {
    package init(_ rejection: Rejection) {
        let place = rejection.file + (rejection.line.map { ":\($0)" } ?? "")
        let subject = rejection.subject.map { " (\($0.onOneLine))" } ?? ""
        let refusal = rejection.refusal
        let fields = [
            JournalField("SPOOL_FILE", rejection.file),
            JournalField("SPOOL_LINE", ifAny: rejection.line.map(String.init)),
            JournalField("SPOOL_RECORD", ifAny: rejection.record.map(String.init)),
            JournalField("SUBMITTER_UID", ifAny: rejection.submitter.map { String($0) }),
            JournalField("EVENT_SOURCE", ifAny: rejection.event?.source.rawValue),
            JournalField("EVENT_ID", ifAny: rejection.event?.id),
            JournalField("EVENT_SUBJECT", ifAny: rejection.subject),
            JournalField("REFUSAL", refusal.code.rawValue),
            JournalField("POINTER", ifAny: refusal.pointer),
            JournalField("EXPECTED", refusal.expected),
            JournalField("FOUND", refusal.found),
        ].compactMap(\.self)
        self.init(
            priority: .warning, messageID: .rejected, message: "\(place)\(subject) refused: \(refusal.text)",
            fields: fields)
    }
}
