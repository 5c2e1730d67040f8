extension StringProtocol {
    /// The text on one line, with at most 200 code points: how a message quotes anything that comes from outside.
    package var quoted: String { quoted(within: 200) }

    /// Returns the text on one line, with at most this many code points. An ellipsis stands for the rest.
    package func quoted(within most: Int) -> String {
        var line = String.UnicodeScalarView()
        var hasSpace = false
        var count = 0
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace {
                hasSpace = count > 0
                continue
            }
            let needed = hasSpace ? 2 : 1
            guard count + needed <= most else {
                if count == most { line.removeLast() }
                line.append("…")
                break
            }
            if hasSpace { line.append(" ") }
            hasSpace = false
            line.append(scalar)
            count += needed
        }
        return String(line)
    }
}
