import Prompting

/// A part of an output in which an answer is looked for.
struct AnswerRegion {
    /// How the output leads to the part.
    enum Kind {
        /// The content of the last `\boxed{…}`, which is an answer as a whole.
        case boxed
        /// What follows a sentence such as `The answer is`.
        case sentence
        /// What follows a label such as `Answer:`, which may be a solution with the answer at its end.
        case label
        /// The whole output.
        case output
    }

    var text: String
    var kind: Kind

    /// True if the part begins with the answer.
    var isAnnounced: Bool { kind != .output }
}

/// Finds what announces an answer: the last `\boxed{…}`, else the last of the sentences and labels.
struct Announcements: Sendable {
    private struct Phrase {
        var words: [[Unicode.Scalar]]
        /// True for `Answer:`, after which a colon, an equals sign or the end of a heading must follow.
        var isLabel: Bool
        var isHash: Bool
    }

    private let phrases: [Phrase]
    private let countsBoxes: Bool
    /// For each ASCII scalar whether a phrase begins with it.
    private let asciiBeginnings: [Bool]
    /// The other scalars with which phrases begin.
    private let otherBeginnings: Set<Unicode.Scalar>

    /// Creates the finder of these sentences. Blanks at their ends and the case of ASCII letters don't count; one that ends
    /// with a colon is a label. `\boxed` stands for the last box of LaTeX.
    init(_ sentences: [String]) {
        countsBoxes = sentences.contains { $0.trimmingSpaces == AnswerForm.box }
        phrases = sentences.filter { $0.trimmingSpaces != AnswerForm.box }.compactMap { sentence in
            var text = sentence.trimmingSpaces
            let isLabel = text.hasSuffix(":")
            if isLabel { text = String(text.dropLast()) }
            let words = text.split(whereSeparator: \.isWhitespace).map { $0.unicodeScalars.map(\.lowercased) }
            return words.isEmpty ? nil : Phrase(words: words, isLabel: isLabel, isHash: text.allSatisfy { $0 == "#" })
        }
        let firsts = phrases.compactMap { $0.words.first?.first }
        asciiBeginnings = (0..<128).map { (value: UInt32) in firsts.contains { $0.value == value } }
        otherBeginnings = Set(firsts.filter { !$0.isASCII })
    }

    private func begins(_ scalar: Unicode.Scalar) -> Bool {
        let scalar = scalar.lowercased
        return scalar.isASCII ? asciiBeginnings[Int(scalar.value)] : otherBeginnings.contains(scalar)
    }

    /// Returns the part that is announced, up to where a next question begins; else the whole output.
    func region(in output: String) -> AnswerRegion {
        var scalars = Array(output.unicodeScalars)
        if scalars.contains(where: { (0x1100...0x11FF).contains($0.value) }) {
            scalars = Array(output.precomposedStringWithCanonicalMapping.unicodeScalars)
        }
        scalars.removeLast(scalars.count - NextQuestion.start(in: scalars) { place(in: scalars[..<$0]) != nil })
        guard let (range, kind) = place(in: scalars[...]) else {
            return AnswerRegion(text: Self.string(scalars[...]), kind: .output)
        }
        return AnswerRegion(text: Self.string(scalars[range]), kind: kind)
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    private func place(in scalars: ArraySlice<Unicode.Scalar>) -> (Range<Int>, AnswerRegion.Kind)? {
        if countsBoxes, let box = AnswerBox.answer(in: scalars) { return (box, .boxed) }
        var denied = 0
        for start in scalars.indices.reversed() where begins(scalars[start]) {
            for phrase in phrases {
                if let end = end(of: phrase, at: start, in: scalars) {
                    // `I don't think the answer is A` announces nothing.
                    if !phrase.isLabel, !phrase.isHash, Self.isDenied(at: start, in: scalars) {
                        denied += 1
                        guard denied < Self.mostDenied else { return nil }
                        continue
                    }
                    return (end..<scalars.endIndex, phrase.isLabel ? .label : .sentence)
                }
            }
        }
        return nil
    }

    /// Returns where a phrase ends that begins at an index; nil if it doesn't stand there.
    private func end(of phrase: Phrase, at start: Int, in scalars: ArraySlice<Unicode.Scalar>) -> Int? {
        if start > scalars.startIndex, let first = phrase.words.first?.first, first.script != .none {
            let before = scalars[start - 1]
            guard before.script == .none || before.script != first.script else { return nil }
        }
        var index = start
        for (place, word) in phrase.words.enumerated() {
            if place > 0 {
                let next = Self.skip(scalars, from: index, also: true)
                guard next > index else { return nil }
                index = next
            }
            guard scalars[index...].count >= word.count,
                zip(scalars[index...], word).allSatisfy({ $0.lowercased == $1 })
            else { return nil }
            index += word.count
        }
        if phrase.isHash { return Self.isHashAnswer(scalars, from: index, start: start) ? index : nil }
        guard phrase.isLabel else {
            let isWhole =
                index == scalars.endIndex || scalars[index].script != .spaced || scalars[index - 1].script != .spaced
            return isWhole ? index : nil
        }
        return Self.labelEnd(scalars, from: index, start: start)
    }

    /// Returns where a label ends: behind its colon or equals sign, or at the end of a line that has nothing else.
    private static func labelEnd(_ scalars: ArraySlice<Unicode.Scalar>, from end: Int, start: Int) -> Int? {
        let index = skip(scalars, from: end, also: true)
        guard index < scalars.endIndex else { return nil }
        if scalars[index] == ":" || scalars[index] == "：" || scalars[index] == "=" { return index + 1 }
        guard scalars[end..<index].contains(where: \.isNewline) else { return nil }
        let line = scalars[..<start].lastIndex(where: \.isNewline).map { $0 + 1 } ?? scalars.startIndex
        let isHeading = scalars[line..<start].allSatisfy { $0.script == .none }
        return isHeading && line < start ? index : nil
    }

    private static let matters = ["to the question ", "to this question ", "to the problem ", "to this problem "].map {
        Array($0.unicodeScalars)
    }

    /// Skips emphasis, quotes and blanks, a remark in parentheses, and what the answer is to: `the answer (arabic numerals) is`,
    /// `the answer to the question is`.
    private static func skip(_ scalars: ArraySlice<Unicode.Scalar>, from start: Int, also remarks: Bool) -> Int {
        var index = start
        while index < scalars.endIndex {
            if scalars[index].isSpace || "*_\"'`".unicodeScalars.contains(scalars[index]) {
                index += 1
            } else if remarks, scalars[index] == "(",
                let close = scalars[index...].prefix(60).firstIndex(of: ")")
            {
                index = close + 1
            } else if remarks, index > start,
                let matter = matters.first(where: { scalars[index...].starts(with: $0) })
            {
                index += matter.count
            } else {
                break
            }
        }
        return index
    }

    /// Returns whether GSM8K's mark is no heading: at most three words follow on its line.
    private static func isHashAnswer(_ scalars: ArraySlice<Unicode.Scalar>, from index: Int, start: Int) -> Bool {
        if start > scalars.startIndex, scalars[start - 1] == "#" { return false }
        let line = scalars[index...].prefix { !$0.isNewline }
        let words = line.split(whereSeparator: \.isSpace)
        guard let first = words.first else { return index == scalars.endIndex }
        let word = String(String.UnicodeScalarView(first.drop { !$0.isLetter }.prefix(while: \.isLetter))).lowercased()
        return words.count < 4
            && !["step", "steps", "part", "parts", "solution", "explanation", "answer", "answers", "final", "finally"]
                .contains(word)
            && !["단계", "풀이"].contains { word.hasPrefix($0) }
    }
}
