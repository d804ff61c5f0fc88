// SHA-256 of a file's content, computed while it is read.

import CDigest
import Engine

/// A SHA-256 in the making (FIPS 180-4), fed in pieces.
struct ContentDigest {
    private var context = SHA2_CTX()

    init() { SHA256Init(&context) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
        SHA256Update(&context, start, bytes.count)
    }

    /// Ends it: nothing may be added afterwards.
    mutating func finish() -> Digest {
        var bytes = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        SHA256Final(&bytes, &context)
        return Digest(bytes: bytes)
    }
}
