// inotify wakes; it never decides. Whatever it says, or fails to say, the directory is looked at.

import CLinux
import Engine
import Glibc

/// Watches `new/` for something that may have become complete.
package final class SpoolWatch {
    /// What `drain` found in the queue.
    package struct News: OptionSet, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        /// Something happened to a file: look.
        package static let arrival = News(rawValue: 1)
        /// The kernel's queue was full and events were dropped: look.
        package static let overflow = News(rawValue: 2)
        /// The directory was moved, removed or unmounted: look, and watch it anew.
        package static let directoryGone = News(rawValue: 4)
    }

    private let queue: FileDescriptor

    /// - Parameter path: the spool's.
    package init(path: String) throws(IntakeFailure) {
        let new = path + "/new"
        queue = FileDescriptor(inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)), path: new)
        guard queue.number >= 0, inotify_add_watch(queue.number, new, Self.interest) >= 0 else {
            throw IntakeFailure("\(SystemError("watch", new)); see fs.inotify.max_user_watches and _instances")
        }
    }

    /// For epoll: readable when there is news.
    package var descriptor: Int32 { queue.number }

    /// Empties the queue.
    package func drain() -> News {
        var news: News = []
        withUnsafeTemporaryAllocation(byteCount: 16 << 10, alignment: 8) { buffer in
            while true {
                let count = read(queue.number, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                news.formUnion(Self.news(in: UnsafeRawBufferPointer(rebasing: buffer[..<count])))
            }
        }
        return news
    }

    /// A complete file appears by a rename, by the end of writing, by a link; a mode change may make one readable.
    private static let interest =
        UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE) | UInt32(IN_ATTRIB) | UInt32(IN_DELETE_SELF)
        | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR)

    private static let gone =
        UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF) | UInt32(IN_UNMOUNT) | UInt32(IN_IGNORED)

    /// Events are `inotify_event`, 16 bytes, and a name of `len` bytes behind it (inotify(7)).
    private static func news(in events: UnsafeRawBufferPointer) -> News {
        var news: News = []
        var offset = 0
        while offset + MemoryLayout<inotify_event>.size <= events.count {
            let event = events.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
            if event.mask & gone != 0 { news.insert(.directoryGone) }
            news.insert(event.mask & UInt32(IN_Q_OVERFLOW) != 0 ? .overflow : .arrival)
            offset += MemoryLayout<inotify_event>.size + Int(event.len)
        }
        return news
    }
}
