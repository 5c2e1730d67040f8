extension String {
    /// The text without white space and line breaks at both ends.
    ///
    /// Goes by scalars: by characters, an accent on a space would be removed with the space.
    var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// The text without white space and line breaks at its end.
    var trimmedAtEnd: String {
        guard let last = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(unicodeScalars[...last])
    }

    /// The text without white space and line breaks at its beginning.
    var trimmedAtStart: String { String(unicodeScalars.drop { $0.properties.isWhitespace }) }
}
