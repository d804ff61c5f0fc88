// SHA-256 (FIPS 180-4) by OpenSSL, which uses the processor's own instructions for it.

import CCrypto

/// A checksum in the making, fed in pieces.
package final class SHA256 {
    package static let byteCount = 32

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
        precondition(status == 1, "nothing is added behind the end")
    }

    /// Ends it: nothing may be added afterwards.
    package func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.byteCount) { sum, count in
            count = Self.byteCount
            let status = EVP_DigestFinal_ex(context, sum.baseAddress, nil)
            precondition(status == 1, "it ends once")
        }
    }

    /// The checksum of a message that is in memory whole.
    package static func sum(of message: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { sum, count in
            count = byteCount
            let status = EVP_Digest(message.baseAddress, message.count, sum.baseAddress, nil, EVP_sha256(), nil)
            precondition(status == 1, "libcrypto offers SHA-256")
        }
    }
}
