extension Korean {
    /// Returns the Korean of some sentences in a row. Those that have none stay English.
    static func sentences(_ english: String) -> String {
        if let known = fixed[english] { return known }
        let parts = split(english)
        let known = parts.map(sentence)
        if known.contains(nil), let whole = sentence(english) { return whole }
        return known.allSatisfy { $0 == nil }
            ? english : zip(parts, known).map { $1 ?? $0 }.joined(separator: " ")
    }

    /// Returns the Korean of a sentence; nil if it has none.
    static func sentence(_ english: String) -> String? {
        if let known = fixed[english] { return known }
        let isWhole = english.hasSuffix(".")
        for sentence in withPlaces where !isWhole || sentence.isSentence {
            if let korean = sentence.korean(of: english, part: part) { return korean }
        }
        // A knob and what it is, as the list of stages has them.
        guard let colon = english.firstRange(of: ": "), let name = knobs[String(english[..<colon.lowerBound])] else {
            return nil
        }
        let help = english[colon.upperBound...]
        return fixed[help.prefix(1).uppercased() + help.dropFirst()].map { "\(name): \($0)" }
    }

    /// Returns the sentences of a text, each with its mark.
    static func split(_ text: String) -> [String] {
        var sentences: [String] = []
        var current = ""
        for word in text.split(separator: " ") {
            current += current.isEmpty ? String(word) : " \(word)"
            if let last = word.last, ".?!".contains(last), !word.hasSuffix("...") {
                sentences.append(current)
                current = ""
            }
        }
        return current.isEmpty ? sentences : sentences + [current]
    }

    /// Returns the Korean of what stands in a place of a sentence.
    private static func part(_ english: String) -> String {
        let small = english.prefix(1).lowercased() + english.dropFirst()
        return knobs[english] ?? knobs[small] ?? words[english] ?? sentence(english) ?? english
    }

    private static let parts: [[String: String]] = [
        knobTexts, lessons, reasons, stateSentences, laneSentences, makingSentences, windowTitles,
    ]

    private static let all: [String: String] = parts.reduce(into: [:]) { all, more in
        all.merge(more) { first, _ in first }
    }

    /// The sentences that are always the same.
    private static let fixed = all.filter { !$0.key.contains("#") }

    /// The sentences with names and figures, the most special first.
    private static let withPlaces = all.filter { $0.key.contains("#") }.map { KoreanSentence($0.key, $0.value) }
        .sorted { $0.weight > $1.weight }
}
