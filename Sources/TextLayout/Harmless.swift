/// Returns text of a model or a file, made safe to print: characters that a terminal would obey, or that a reader
/// wouldn't see, are replaced by visible text.
///
/// Unchanged: letters, marks, symbols, emoji with their joiners, spaces, newlines and tabs. Shown:
/// - controls but newline and tab: as control pictures (`␛`, `␀`), C1 as `<U+009B>`; CR LF becomes a newline;
/// - format characters (bidirectional controls and marks, zero-width spaces and joiners without a use, soft hyphens,
///   interlinear marks, tags, fillers), line and paragraph separators, private use, unassigned: as `<U+202E>`;
/// - more than 8 marks on a base, or more than 24 scalars in a cluster: as their number, `<+292>`.
///
/// Joiners stay where they have an effect: in emoji sequences, and after letters of Arabic, Indic and related scripts.
/// So do variation selectors after emoji and ideographs, and the tags of the three flags that have them.
///
/// With `.ascii` the result is only ASCII: controls as `^[`, all else as `\u{202E}`. Safety needs that too: a terminal
/// that doesn't read UTF-8 may take the bytes of a letter for C1 controls.
///
/// Harmless text doesn't change, so applying this twice is the same as once. Apply it to whole paragraphs: if a text is
/// cut inside of a cluster, only the part that is there is judged.
///
/// - Parameters:
///   - text: The untrusted text.
///   - glyphs: The characters that the terminal can draw.
/// - Returns: The text; its only controls are newline and tab.
package func harmless(_ text: String, glyphs: Glyphs = .unicode) -> String {
    if glyphs == .ascii { return Harmless.ascii(text) }
    if text.unicodeScalars.allSatisfy(Harmless.isPlain) { return text }
    // The replacement of a scalar can join a neighbour's cluster, and the limits then apply to both. From the second
    // pass on, every change only removes non-ASCII scalars, so this ends, mostly after that pass.
    var current = text
    while true {
        let next = Harmless.unicode(current)
        if next.unicodeScalars.elementsEqual(current.unicodeScalars) { return next }
        current = next
    }
}

/// Replaces the parts of untrusted text that aren't harmless.
enum Harmless {
    /// The largest number of marks on one base; more are replaced by their number. No script needs more (Tibetan comes
    /// nearest).
    static let mostMarks = 8
    /// The largest number of scalars in a cluster; more are replaced by their number. The longest emoji has 10.
    static let mostScalars = 24

    /// Returns whether a scalar is harmless, whatever stands beside it.
    static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\t" || DisplayWidth.ofPlainScalar(scalar) != nil
    }

    /// Makes one pass over the clusters of a text and returns the result.
    static func unicode(_ text: String) -> String {
        var shown = ""
        shown.reserveCapacity(text.utf8.count)
        var clusters = Clusters(text[...])
        while let cluster = clusters.next() {
            let next = text.unicodeScalars.index(after: cluster.range.lowerBound)
            if next == cluster.range.upperBound, isPlain(cluster.first) {
                shown.unicodeScalars.append(cluster.first)
            } else {
                append(Array(text.unicodeScalars[cluster.range]), to: &shown)
            }
        }
        return shown
    }

    /// Appends a cluster in its harmless form.
    private static func append(_ cluster: [Unicode.Scalar], to shown: inout String) {
        if cluster == ["\r", "\n"] {
            shown += "\n"
            return
        }
        let kept = limited(cluster)
        var before: Unicode.Scalar?
        let isFlag = HarmlessRules.isTaggedFlag(kept)
        for (index, scalar) in kept.enumerated() {
            let after = index + 1 < kept.count ? kept[index + 1] : nil
            if isFlag || HarmlessRules.isHarmless(scalar, before: before, after: after) {
                shown.unicodeScalars.append(scalar)
                before = scalar
            } else {
                shown += picture(of: scalar)
                before = nil
            }
        }
        if kept.count < cluster.count { shown += "<+\(cluster.count - kept.count)>" }
    }

    /// Returns the beginning of a cluster that is within the limits, and any ASCII behind it. ASCII is never left out: if
    /// a number joined the cluster (after scalars that precede a base), it would be counted again for ever.
    private static func limited(_ cluster: [Unicode.Scalar]) -> [Unicode.Scalar] {
        if cluster.count <= mostMarks { return cluster }
        var end = min(cluster.count, mostScalars)
        var marks = 0
        for index in 0..<end where HarmlessRules.isMark(cluster[index]) {
            marks += 1
            if marks > mostMarks {
                end = index
                break
            }
        }
        return cluster[..<end] + cluster[end...].filter(\.isASCII)
    }

    /// Returns the replacement of a scalar that isn't harmless.
    private static func picture(of scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0..<0x20: String(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
        case 0x7F: "␡"
        default: "<U+\(hexadecimal(scalar))>"
        }
    }

    /// Returns the text in harmless ASCII.
    static func ascii(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x0A || $0 == 0x09 }) { return text }
        var shown = ""
        shown.reserveCapacity(text.utf8.count)
        for character in text {
            if character == "\r\n" {
                shown += "\n"
                continue
            }
            for scalar in character.unicodeScalars {
                switch scalar.value {
                case 0x09, 0x0A, 0x20...0x7E: shown.unicodeScalars.append(scalar)
                case 0..<0x20, 0x7F: shown += "^\(Character(Unicode.Scalar(UInt8(scalar.value) ^ 0x40)))"
                default: shown += asciiLookalike(scalar) ?? "\\u{\(hexadecimal(scalar))}"
                }
            }
        }
        return shown
    }

    /// Returns ASCII for the typography that models use in plain English; nil for other scalars.
    private static func asciiLookalike(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "‘", "’": "'"
        case "“", "”": "\""
        case "–", "—", "‐", "‑": "-"
        case "…": "..."
        case "•": "*"
        case "·": "-"
        case "\u{A0}", "\u{202F}": " "
        default: nil
        }
    }

    /// Returns the number of a scalar in hexadecimal, with at least four digits.
    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
