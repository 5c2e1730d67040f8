import Foundation

/// How well further samples support an output, by how often its words occur in all of them (SelfCheckGPT's unigram variant,
/// Manakul et al. 2023). A word that only the output has is a word that the model wouldn't say again.
package struct UnigramSupport: Sendable {
    private var counts: [String: Int] = [:]
    private var total = 0

    /// Counts the words of an output and of its further samples.
    package init(output: String, samples: [String]) {
        for text in [output] + samples {
            for word in Self.words(of: text) {
                counts[word, default: 0] += 1
                total += 1
            }
        }
    }

    /// Returns minus the natural logarithm of the share of each word of a text among all words. A word that none of the texts
    /// has counts as one that occurs once.
    package func surprisals(of text: String) -> [Double] {
        Self.words(of: text).map { -log(Double(counts[$0] ?? 1) / Double(max(1, total))) }
    }

    /// Returns the words of a text, in lower case: runs of letters and numbers, and every other sign but blanks by itself.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var isInside = false
        for character in text.lowercased() {
            let belongs = character.isLetter || character.isNumber || character == "_"
            if belongs, isInside {
                words[words.count - 1].append(character)
            } else if !character.isWhitespace {
                words.append(String(character))
            }
            isInside = belongs
        }
        return words
    }
}
