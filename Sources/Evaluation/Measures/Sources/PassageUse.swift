import Prompting

/// What an answer makes of a passage that it was given. A passage can be cited without saying so, and can say so without being
/// cited.
package struct PassageUse: Sendable, Hashable {
    /// True if the answer cites the passage's number.
    package var isCited: Bool
    /// The largest share of a sentence's words that stand in the passage, from 0 to 1; 0 if the answer has no sentences.
    package var overlap: Double

    /// The share of a sentence's words from which a passage counts as saying so. It is a rule of thumb: words tell nothing of "not".
    package static let least = 0.75

    /// True if the words of a sentence stand in the passage, as far as ``least`` asks for.
    package var saysSo: Bool { overlap >= Self.least }

    /// Returns the use of each passage.
    package static func all(of passages: [Passage], in answer: String) -> [PassageUse] {
        let cited = Set(Citations.numbers(in: answer))
        let sentences = Citations.sentences(of: answer)
        return passages.map { passage in
            PassageUse(
                isCited: cited.contains(passage.number),
                overlap: sentences.compactMap { SourceOverlap.share(of: $0, in: [passage.whole]) }.max() ?? 0)
        }
    }

    /// Returns the numbers that an answer cites though no passage has them, in their order.
    package static func missing(from passages: [Passage], in answer: String) -> [Int] {
        Set(Citations.numbers(in: answer)).subtracting(passages.map(\.number)).sorted()
    }
}
