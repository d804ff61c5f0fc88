// What fstat says of a file, in the terms of the spool.

import Engine
import Glibc
import Orders

/// The kind of thing that a name stands for.
enum FileKind {
    case regular, directory, symbolicLink, fifo, socket, device

    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .regular
        case S_IFDIR: self = .directory
        case S_IFLNK: self = .symbolicLink
        case S_IFIFO: self = .fifo
        case S_IFSOCK: self = .socket
        default: self = .device
        }
    }

    /// As people call it.
    var description: String {
        switch self {
        case .regular: "a regular file"
        case .directory: "a directory"
        case .symbolicLink: "a symbolic link"
        case .fifo: "a named pipe"
        case .socket: "a socket"
        case .device: "a device"
        }
    }
}

/// A file as it was at one moment. Times are nanoseconds since 1970.
struct FileStatus {
    let kind: FileKind
    let device: UInt64
    let inode: UInt64
    let links: UInt64
    let owner: UInt32
    /// Whether others than the owner may write to it.
    let isSharedForWriting: Bool
    let size: Int64
    let changedAt: Int64
    let modifiedAt: Int64

    init(_ status: stat) {
        kind = FileKind(mode: status.st_mode)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        links = UInt64(status.st_nlink)
        owner = status.st_uid
        isSharedForWriting = status.st_mode & (S_IWGRP | S_IWOTH) != 0
        size = Int64(status.st_size)
        changedAt = FileStatus.nanoseconds(status.st_ctim)
        modifiedAt = FileStatus.nanoseconds(status.st_mtim)
    }

    var id: FileID { FileID(inode: inode, changedAt: changedAt) }

    /// Whether a file holds what it held: its owner may have changed its mode meanwhile, but not its content.
    func hasContent(of earlier: FileStatus) -> Bool {
        inode == earlier.inode && size == earlier.size && modifiedAt == earlier.modifiedAt
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
