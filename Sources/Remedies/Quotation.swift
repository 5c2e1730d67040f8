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

    /// Returns each line with at most this many code points, its middle left out, so that the beginning and what to do
    /// about it are still there.
    package func shortened(within most: Int = 490) -> String {
        guard utf8.count > most else { return String(self) }
        return split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            // A code point has one to four bytes, so most lines needn't be counted.
            let scalars = String(line).unicodeScalars
            guard line.utf8.count > most, scalars.count > most else { return String(line) }
            let end = most / 3
            return String(scalars.prefix(most - end - 3)) + " … " + String(scalars.suffix(end))
        }.joined(separator: "\n")
    }
}
