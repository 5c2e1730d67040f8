extension String {
    /// Without white space, line breaks among it, at both ends.
    ///
    /// Goes by scalars: by characters, an accent that stands on a space would go with it.
    var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
