// What a failure means for the life that meets it: what may mend it, and the exit status where this life cannot wait
// for that.

import Engine
import Linux

protocol DaemonFailure: Error, CustomStringConvertible {
    var remedy: Remedy { get }
    var exitStatus: Int32 { get }
}

enum Remedy {
    /// Waiting: a start tries again.
    case time
    /// A new life, which reads back what is durable.
    case newLife
    /// A person's hand alone. The unit starts nothing again that ended so (`RestartPreventExitStatus=`).
    case person
}

extension StoreFailure: DaemonFailure {
    var remedy: Remedy {
        switch kind {
        case .full, .busy, .unavailable: .time
        case .conflict, .broken: .newLife
        case .foreign: .person
        }
    }

    var exitStatus: Int32 {
        switch kind {
        case .full, .busy, .unavailable, .conflict: Exit.unavailable
        case .broken: Exit.software
        case .foreign: Exit.data
        }
    }
}

extension IntakeFailure: DaemonFailure {
    var remedy: Remedy { isLasting ? .person : .time }
    var exitStatus: Int32 { isLasting ? Exit.configuration : Exit.unavailable }
}

extension LinuxFailure: DaemonFailure {
    var remedy: Remedy { .newLife }
    var exitStatus: Int32 { Exit.unavailable }
}
