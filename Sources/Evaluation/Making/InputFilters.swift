/// The filters that look at an input alone (Wang et al. 2023, as published with self-instruct).
///
/// They were made for English instructions. So one that would drop an input of the user's own is off: it doesn't fit the
/// prompt. And where self-instruct asks for ASCII, a script of the user's own inputs is asked for.
package struct InputFilters: Sendable {
    /// The filters that are on, in the order in which they are asked.
    package let active: [CandidateFilter]
    /// The filters that are off because they would drop inputs of the user's, with the number of these.
    package let unfit: [CandidateFilter: Int]
    private let scripts: Set<WritingScript>

    /// Decides which filters are on.
    ///
    /// - Parameters:
    ///   - own: The user's own inputs.
    ///   - language: A text in the prompt's language, which decides where there are no inputs.
    ///   - off: The filters that are switched off.
    package init(own: [String], language: String, without off: Set<CandidateFilter>) {
        let texts = own.isEmpty ? [language] : own
        let scripts = Set(texts.compactMap(WritingScript.first))
        var unfit: [CandidateFilter: Int] = [:]
        for filter in CandidateFilter.ofInputs where !off.contains(filter) {
            let fallen = own.count { Self.falls($0, by: filter, scripts) }
            if fallen > 0 { unfit[filter] = fallen }
        }
        active = CandidateFilter.ofInputs.filter { !off.contains($0) && unfit[$0] == nil }
        (self.unfit, self.scripts) = (unfit, scripts)
    }

    /// Returns the first filter that drops an input; nil if all keep it.
    package func fault(in input: String) -> CandidateFilter? {
        active.first { Self.falls(input, by: $0, scripts) }
    }

    private static let things: Set<String> = [
        "image", "images", "graph", "graphs", "picture", "pictures", "file", "files", "map", "maps", "draw", "plot",
    ]

    private static func falls(_ input: String, by filter: CandidateFilter, _ scripts: Set<WritingScript>) -> Bool {
        switch filter {
        case .short: return Words.split(input).count <= 3
        case .long: return Words.split(input).count > 150
        case .things:
            let words = Words.split(input)
            return words.contains { things.contains($0) }
                || zip(words, words.dropFirst()).contains { $0 == ("go", "to") }
        case .program: return Words.split(input).prefix(3) == ["write", "a", "program"]
        case .punctuation:
            guard let first = input.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else { return false }
            switch first.properties.generalCategory {
            case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation, .mathSymbol, .modifierSymbol:
                return true
            default: return false
            }
        case .script:
            guard let script = WritingScript.first(in: input), !scripts.isEmpty else { return false }
            return !scripts.contains(script)
        default: return false
        }
    }
}

/// A writing system, as far as inputs in the wrong one are noticed.
enum WritingScript: Sendable, Hashable {
    case latin, greek, cyrillic, hebrew, arabic, indic, southEastAsian, hangul, ideographs, other

    /// Returns the script of a text's first letter; nil if it has no letter.
    static func first(in text: String) -> WritingScript? {
        text.unicodeScalars.first { $0.properties.isAlphabetic }.map(WritingScript.init)
    }

    private init(_ scalar: Unicode.Scalar) {
        self =
            switch scalar.value {
            case ..<0x0370, 0x1E00...0x1EFF, 0xFF21...0xFF5A: .latin
            case 0x0370...0x03FF, 0x1F00...0x1FFF: .greek
            case 0x0400...0x052F: .cyrillic
            case 0x0590...0x05FF: .hebrew
            case 0x0600...0x077F, 0x08A0...0x08FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: .arabic
            case 0x0900...0x0DFF: .indic
            case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: .southEastAsian
            case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7FF: .hangul
            case 0x2E80...0x312F, 0x31C0...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: .ideographs
            default: .other
            }
    }
}
