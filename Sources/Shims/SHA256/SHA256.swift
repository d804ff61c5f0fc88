// SHA-256 (FIPS 180-4) by OpenSSL, which uses the processor's own instructions for it.

import CCrypto
import Synchronization

/// A checksum in the making, fed in pieces.
package final class SHA256 {
    private static let byteCount = 32

    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("libcrypto offers no SHA-256")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        let status = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(status == 1, "a checksum can be fed until it is finished")
    }

    /// The checksum. What is fed from here on makes another one.
    package func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.byteCount) { sum, count in
            count = Self.byteCount
            let status = EVP_DigestFinal_ex(context, sum.baseAddress, nil) & EVP_DigestInit_ex(context, nil, nil)
            precondition(status == 1, "a checksum can be finished and begun again")
        }
    }

    /// Making one costs more than a short message does.
    private static let shared = Mutex(SHA256())

    /// The checksum of a message that is in memory whole.
    package static func sum(of message: [UInt8]) -> [UInt8] {
        shared.withLock { shared in
            message.withUnsafeBytes { shared.update($0) }
            return shared.finish()
        }
    }
}
