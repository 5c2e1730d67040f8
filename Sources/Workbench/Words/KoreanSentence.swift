/// A sentence of the screen that holds names and figures, and its Korean.
///
///     KoreanSentence("Seed # for lane #.", "레인 #2의 시드: #1.")
///
/// In the English, each `#` is a place that anything may stand in. In the Korean, `#1` is what stands in the first place,
/// as it is, and `@1` is it in Korean.
struct KoreanSentence: Sendable {
    private let english: [Substring]
    private let korean: String
    /// The number of characters that must be found in a text.
    let weight: Int
    /// False for a part of a sentence, which has no full stop.
    let isSentence: Bool

    init(_ english: String, _ korean: String) {
        self.english = english.split(separator: "#", omittingEmptySubsequences: false)
        self.korean = korean
        isSentence = english.contains(".")
        weight = self.english.reduce(0) { $0 + $1.count }
    }

    /// Returns the Korean of a text; nil if the text is another sentence. `part` gives the Korean of a part.
    func korean(of text: String, part: (String) -> String) -> String? {
        guard let found = places(in: text) else { return nil }
        var result = ""
        var rest = korean[...]
        while let sign = rest.firstIndex(where: { $0 == "#" || $0 == "@" }) {
            result += rest[..<sign]
            let after = rest.index(after: sign)
            guard after < rest.endIndex, let number = rest[after].wholeNumberValue, (1...found.count).contains(number)
            else {
                result.append(rest[sign])
                rest = rest[after...]
                continue
            }
            result += rest[sign] == "@" ? part(found[number - 1]) : found[number - 1]
            rest = rest[rest.index(after: after)...]
        }
        return result + rest
    }

    /// Returns what stands in the places of a text; nil if the text is another sentence.
    private func places(in text: String) -> [String]? {
        guard english.count > 1, let first = english.first, text.hasPrefix(first) else { return nil }
        var rest = text.dropFirst(first.count)
        var found: [String] = []
        for piece in english.dropFirst().dropLast() {
            guard let range = rest.firstRange(of: piece) else { return nil }
            found.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        guard let last = english.last, rest.hasSuffix(last) else { return nil }
        return found + [String(rest.dropLast(last.count))]
    }
}
