// Gives libFuzzer one of the targets: `fuzzer TARGET [-FLAG=VALUE…] [DIRECTORY…]`; without one, lists them. Built by
// `make fuzz` alone, because it links the sanitizers.

import CLibFuzzer
import FuzzKit
import Glibc

@main struct Fuzzer {
    /// What the first argument names.
    private static let target = FuzzTarget.all.first { $0.name == CommandLine.arguments.dropFirst().first }

    static func main() {
        guard let target else { return print(FuzzTarget.all.map(\.name).joined(separator: "\n")) }
        let flags = ["-max_len=\(target.maximumBytes)"] + CommandLine.arguments.dropFirst(2)
        var arguments = ([CommandLine.arguments[0]] + flags).map { strdup($0) } + [nil]
        var count = Int32(flags.count + 1)
        exit(
            arguments.withUnsafeMutableBufferPointer { buffer in
                var first = buffer.baseAddress
                return LLVMFuzzerRunDriver(&count, &first) { bytes, count in
                    Fuzzer.check(UnsafeBufferPointer(start: bytes, count: count))
                    return 0
                }
            })
    }

    /// What does not hold ends the process, and libFuzzer keeps the input.
    private static func check(_ bytes: UnsafeBufferPointer<UInt8>) {
        do { try target?.check(Array(bytes)) } catch {
            print(error)
            fflush(nil)
            abort()
        }
    }
}
