extension String {
    /// The text with `\n` for each line end, and without a byte order mark: files come with `\r\n` and `\r` too, which a
    /// model would read.
    package var withPlainLineEnds: String {
        let text = first == "\u{FEFF}" ? String(dropFirst()) : self
        guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
        return text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    }
}
