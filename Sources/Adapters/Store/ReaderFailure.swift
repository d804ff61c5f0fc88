// Why a program that looks cannot see the store, in the terms its exit status is chosen by.

package struct ReaderFailure: Error, Sendable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// There is no store, or it is not in a state that can be looked at without changing it. (Exit status 69.)
        case unavailable
        /// The user may not read it. (Exit status 77.)
        case denied
        /// Another version of the program made it. (Exit status 69.)
        case otherSchema
        /// A lock was held too long; looking again may succeed. (Exit status 69.)
        case busy
        /// It cannot be read.  (Exit status 69.)
        case broken
        /// What was asked for cannot be done as it was asked for. (Exit status 1.)
        case refused
    }

    package let kind: Kind
    /// What was being done, to what, what was found, and what to do about it.
    package let description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
