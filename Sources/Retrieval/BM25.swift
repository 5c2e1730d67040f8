import Foundation

/// The weight of words in passages (Robertson & Zaragoza 2009), with Lucene's form of the words' rarity, which is never negative:
/// a folder may have only a few passages, and in the older form a word that half of them have weighs nothing.
package struct BM25: Sendable, Hashable {
    /// How soon more occurrences of a word stop to count, `k1`.
    package var saturation = 1.5
    /// How much a long passage counts less, from 0 to 1, `b`.
    package var lengthShare = 0.75

    /// A passage that has a word.
    package struct Posting<ID: Hashable & Sendable>: Sendable, Hashable {
        /// The passage.
        package var id: ID
        /// How often it has the word.
        package var frequency: Int
        /// The number of words in it.
        package var length: Int

        /// Creates a posting.
        package init(id: ID, frequency: Int, length: Int) {
            self.id = id
            self.frequency = frequency
            self.length = length
        }
    }

    /// Creates the usual weights.
    package init() {}

    /// Returns how rare a word is that `count` of so many passages have: ln(1 + (N - n + ½) / (n + ½)).
    package static func rarity(of count: Int, among total: Int) -> Double {
        log(1 + (Double(total - count) + 0.5) / (Double(count) + 0.5))
    }

    /// Returns the weight of a word in a passage, without its rarity: f (k1 + 1) / (f + k1 (1 - b + b l / average)).
    package func weight(frequency: Int, length: Int, averageLength: Double) -> Double {
        let frequency = Double(frequency)
        let size = averageLength > 0 ? Double(length) / averageLength : 1
        return frequency * (saturation + 1) / (frequency + saturation * (1 - lengthShare + lengthShare * size))
    }

    /// Returns the score of each passage that has one of the words.
    ///
    /// - Parameters:
    ///   - words: For each word of the query the passages that have it.
    ///   - count: The number of all passages.
    ///   - averageLength: Their average number of words.
    /// - Returns: The scores by passage.
    package func scores<ID: Hashable & Sendable>(
        _ words: [[Posting<ID>]], count: Int, averageLength: Double
    ) -> [ID: Double] {
        var scores: [ID: Double] = [:]
        for postings in words {
            let rarity = Self.rarity(of: postings.count, among: count)
            for posting in postings {
                scores[posting.id, default: 0] +=
                    rarity
                    * weight(frequency: posting.frequency, length: posting.length, averageLength: averageLength)
            }
        }
        return scores
    }
}
