// What strangers wrote, on its way to people.

extension String {
    /// Without control characters: it must not make lines of its own, nor command a terminal.
    package var onOneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
}
