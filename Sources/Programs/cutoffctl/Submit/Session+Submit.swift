// What is said of files before they are dropped, and of their events afterwards.

import JSON
import Orders

extension Session {
    /// Says everything that is wrong; ends the command unless it may be dropped all the same.
    func check(_ files: [EventFile], isPartial: Bool) throws {
        let faults = files.flatMap(\.faults)
        guard !faults.isEmpty else { return }
        for fault in faults {
            if isForPrograms { say(fault.json) } else { complain(fault.text) }
        }
        let hopeless = files.first { $0.faults.count == $0.records.count }
        guard isPartial, hopeless == nil else {
            let advice =
                hopeless.map { $0.isNamelessTable ? " --as gives it the name that tells whose it is." : "" }
                ?? " --partial drops the rest."
            throw Stop(.no, "nothing was dropped: mend what is named above.\(advice)")
        }
    }

    /// Says what became of each event; ends the command where one was refused.
    func tell(_ receptions: [Reception]) throws {
        for reception in receptions {
            if isForPrograms { say(reception.json) } else { sayBroken(reception.text) }
        }
        if receptions.contains(where: \.isRefused) { throw Stop(.no) }
    }
}

extension Fault {
    fileprivate var json: JSONValue {
        [
            "file": .string(file), "line": JSONValue(line), "pointer": JSONValue(refusal.pointer),
            "expected": .string(refusal.expected), "found": .string(refusal.found), "advice": .string(refusal.advice),
        ]
    }
}
