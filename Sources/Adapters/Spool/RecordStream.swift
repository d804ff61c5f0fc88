// The records of one open file, read in pieces: a large file is never in memory whole.

import Engine
import Glibc
import SHA256

/// Reads a file from its beginning and hands out record after record.
struct RecordStream {
    private let descriptor: FileDescriptor
    private var reader: any RecordReader
    private var buffer: [UInt8]
    private var offset: Int64 = 0
    private let content = SHA256()
    /// The digest of the whole content; nil until the end was reached.
    private(set) var digest: Digest?

    /// - Parameter size: the file's size; a small file gets a small buffer.
    init(_ descriptor: FileDescriptor, size: Int64, reader: any RecordReader) {
        self.descriptor = descriptor
        self.reader = reader
        buffer = [UInt8](repeating: 0, count: Int(min(Int64(SpoolBounds.chunkBytes), size + 1)))
    }

    /// Nil at the end.
    mutating func next() throws(SystemError) -> Record? {
        while true {
            if let record = reader.next() { return record }
            guard digest == nil else { return nil }
            try feed()
        }
    }

    private mutating func feed() throws(SystemError) {
        let count = try descriptor.read(into: &buffer, at: offset)
        guard count > 0 else {
            reader.finish()
            digest = Digest(bytes: content.finish())
            return
        }
        offset += Int64(count)
        buffer.withUnsafeBytes { raw in
            let bytes = UnsafeRawBufferPointer(rebasing: raw[..<count])
            content.update(bytes)
            reader.feed(bytes)
        }
    }
}
