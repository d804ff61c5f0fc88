// How a command ends that could not do what it was asked for.

import Store

/// sysexits(3), as far as they are used.
enum ExitStatus: Int32 {
    /// The answer is no: not found, refused, invalid.
    case no = 1
    case usage = 64
    case inputMissing = 66
    case unavailable = 69
    case denied = 77
    case configuration = 78
}

/// The end of a command, and what is said on standard error.
struct Stop: Error, Equatable {
    let status: ExitStatus
    /// Nil when everything was said already.
    let message: String?

    init(_ status: ExitStatus, _ message: String? = nil) {
        self.status = status
        self.message = message
    }

    init(_ failure: ReaderFailure) {
        let status: ExitStatus =
            switch failure.kind {
            case .denied: .denied
            case .refused: .no
            case .unavailable, .otherSchema, .busy, .broken: .unavailable
            }
        self.init(status, failure.description)
    }
}
