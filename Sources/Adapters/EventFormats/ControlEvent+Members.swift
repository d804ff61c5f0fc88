// The data of what operators tell the daemon.

import Engine
import Orders

extension ControlEvent {
    init(_ type: ControlType, _ data: Members) throws(Refusal) {
        switch type {
        case .clockAccepted: self = .clockAccepted
        case .replayRequested: self = .replayRequested(directory: try data.required("directory", AbsolutePath()))
        case .replayDeclined: self = .replayDeclined
        }
    }
}

/// The daemon has a working directory of its own.
private struct AbsolutePath: TextShape {
    var expected: String { "the path of a directory, from / on" }
    var advice: String { "Write it as in `/var/spool/cutoffd/done`." }

    func read(text: String) -> String? {
        text.isLine(upTo: TextBounds.note) && text.hasPrefix("/") ? text : nil
    }
}
