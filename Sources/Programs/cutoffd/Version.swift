// Which version this is; the changelog has the same on top.

enum Version {
    static let current = "0.1.0"
}
