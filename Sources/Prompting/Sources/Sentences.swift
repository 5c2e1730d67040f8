/// The sentences of a text.
///
/// A sentence ends at `.`, `!`, `?` or their wide forms, with the quotation marks and citations (`[1]`) behind it, where white
/// space or the end follows. It also ends at an empty line and before and after a heading or an entry of a list or table.
/// Abbreviations and numbers of lists end none.
package enum Sentences {
    /// Returns the sentences' ranges, without white space around them.
    package static func ranges(in text: Substring) -> [Range<String.Index>] {
        let scalars = Array(text.unicodeScalars)
        let places = Array(text.unicodeScalars.indices) + [text.endIndex]
        var ranges: [Range<String.Index>] = []
        var start = 0
        func close(_ end: Int) {
            var (first, last) = (start, end)
            while first < last, scalars[first].properties.isWhitespace { first += 1 }
            while first < last, scalars[last - 1].properties.isWhitespace { last -= 1 }
            if first < last { ranges.append(places[first]..<places[last]) }
            start = end
        }
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "\n" {
                if isBlank(scalars, after: index) || isEntry(scalars, at: index + 1) || isHeading(scalars, at: start) {
                    close(index)
                }
            } else if ends.contains(scalar), let end = end(of: scalars, stop: index, start: start) {
                close(end)
                index = end
                continue
            }
            index += 1
        }
        close(scalars.count)
        return ranges
    }

    private static let ends: Set<Unicode.Scalar> = [".", "!", "?", "。", "！", "？", "…"]
    private static let wideEnds: Set<Unicode.Scalar> = ["。", "！", "？"]
    private static let closers: Set<Unicode.Scalar> = ["\"", "'", ")", "”", "’", "」", "』", "）", "*", "_"]
    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "fig", "al", "cf", "approx", "inc", "e.g", "i.e",
    ]

    /// Returns where the sentence ends that this stop may end, behind closing marks and citations; nil if it ends none.
    private static func end(of scalars: [Unicode.Scalar], stop: Int, start: Int) -> Int? {
        var end = stop + 1
        while end < scalars.count, ends.contains(scalars[end]) || closers.contains(scalars[end]) { end += 1 }
        // Citations belong to the sentence that they follow.
        var next = end
        while next < scalars.count {
            var place = next
            while place < scalars.count, scalars[place] == " " { place += 1 }
            guard let behind = citationEnd(scalars, at: place) else { break }
            next = behind
        }
        if next > end {
            end = next
            while end < scalars.count, ends.contains(scalars[end]) { end += 1 }
            return end
        }
        let isFollowed = end < scalars.count && !scalars[end].properties.isWhitespace
        if isFollowed, !wideEnds.contains(scalars[stop]) { return nil }
        return scalars[stop] == "." && isAbbreviation(scalars, before: stop, start: start) ? nil : end
    }

    /// Returns the place behind a citation like `[2]` or `[1, 3]`; nil if there is none at a place.
    private static func citationEnd(_ scalars: [Unicode.Scalar], at place: Int) -> Int? {
        guard place + 2 < scalars.count, scalars[place] == "[", isDigit(scalars[place + 1]) else { return nil }
        var end = place + 1
        while end < scalars.count, isDigit(scalars[end]) || scalars[end] == "," || scalars[end] == " " { end += 1 }
        return end < scalars.count && scalars[end] == "]" ? end + 1 : nil
    }

    private static func isAbbreviation(_ scalars: [Unicode.Scalar], before stop: Int, start: Int) -> Bool {
        var first = stop
        while first > start, !scalars[first - 1].properties.isWhitespace { first -= 1 }
        var word = String.UnicodeScalarView()
        word.append(contentsOf: scalars[first..<stop].drop { "(\"'“‘".unicodeScalars.contains($0) })
        let text = String(word).lowercased()
        if abbreviations.contains(text) { return true }
        // An initial, or the number of an entry at the beginning of a line.
        if text.unicodeScalars.count == 1, text.unicodeScalars.allSatisfy(isASCIILetter), text != "i" { return true }
        let isFirst =
            scalars[start..<first].last { $0 == "\n" || !$0.properties.isWhitespace }.map { $0 == "\n" } ?? true
        return isFirst && !text.isEmpty && text.unicodeScalars.count < 4 && text.unicodeScalars.allSatisfy(isDigit)
    }

    private static func isBlank(_ scalars: [Unicode.Scalar], after newline: Int) -> Bool {
        for scalar in scalars[(newline + 1)...] {
            if scalar == "\n" { return true }
            if !scalar.properties.isWhitespace { return false }
        }
        return true
    }

    /// Returns whether an entry of a list or table, a quotation or a heading begins with the line at a place.
    private static func isEntry(_ scalars: [Unicode.Scalar], at place: Int) -> Bool {
        var first = place
        while first < scalars.count, scalars[first] == " " || scalars[first] == "\t" { first += 1 }
        guard first < scalars.count else { return false }
        switch scalars[first] {
        case "|", "#", ">": return true
        case "-", "*", "+", "•": return first + 1 < scalars.count && scalars[first + 1] == " "
        case "0"..."9":
            var end = first
            while end < scalars.count, isDigit(scalars[end]) { end += 1 }
            return end + 1 < scalars.count && (scalars[end] == "." || scalars[end] == ")") && scalars[end + 1] == " "
        default: return false
        }
    }

    private static func isHeading(_ scalars: [Unicode.Scalar], at start: Int) -> Bool {
        let first = scalars[start...].first { !$0.properties.isWhitespace }
        return first == "#" || first == "|"
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { 0x30...0x39 ~= scalar.value }

    private static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
        0x41...0x5A ~= scalar.value || 0x61...0x7A ~= scalar.value
    }
}
