// What strangers wrote, on its way to people.

extension String {
    /// Without control characters: it must not make lines of its own, nor command a terminal.
    package var onOneLine: String {
        guard unicodeScalars.contains(where: \.isControl) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.isControl ? " " : $0 }))
    }
}

extension Unicode.Scalar {
    /// C0, C1 and delete: what a terminal might obey.
    package var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}
