// A directory for one test.

import Glibc

/// A directory below /tmp that is gone, with the files in it, when nobody holds it any more.
package final class ScratchDirectory {
    package let path: String

    package init() {
        var template = Array("/tmp/cutoffd-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { preconditionFailure("no directory below /tmp can be made") }
        path = String(cString: made)
    }

    deinit {
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                unlink("\(path)/\(name)")
            }
            closedir(directory)
        }
        rmdir(path)
    }
}
