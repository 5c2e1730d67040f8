import Foundation
import Testing

@testable import Retrieval

struct BM25Tests {
    @Test func `a word's weight is rank_bm25's`() {
        // Its README: [0, 0.93729472, 0], with the older form of rarity, ln((N - n + ½) / (n + ½)).
        let weight = BM25().weight(frequency: 1, length: 6, averageLength: 5)
        #expect(abs(2 * log(2.5 / 1.5) * weight - 0.93729472) < 1e-8)
    }

    @Test func `rarity is Lucene's, which is positive for words that most passages have`() {
        #expect(abs(BM25.rarity(of: 1, among: 3) - log(1 + 2.5 / 1.5)) < 1e-12)
        #expect(BM25.rarity(of: 3, among: 3) > 0)
        #expect(BM25.rarity(of: 1, among: 1000) > BM25.rarity(of: 2, among: 1000))
    }

    @Test func `a score is the sum over the words`() {
        // The three documents of rank_bm25's README, of 4, 6 and 5 words. Only the second has "windy" and "London".
        let rarity = BM25.rarity(of: 1, among: 3)
        func score(_ frequencies: [Int], _ length: Int) -> Double {
            BM25().score(frequencies, rarities: [rarity, rarity], length: length, averageLength: 5)
        }
        #expect(abs(score([1, 1], 6) - 2 * log(1 + 2.5 / 1.5) * 2.5 / 2.725) < 1e-12)
        #expect(score([0, 0], 4) == 0)
    }

    @Test func `more occurrences count more, ever less, and long passages less`() {
        let bm25 = BM25()
        func weight(_ frequency: Int, _ length: Int) -> Double {
            bm25.weight(frequency: frequency, length: length, averageLength: 10)
        }
        #expect(weight(2, 10) > weight(1, 10))
        #expect(weight(3, 10) - weight(2, 10) < weight(2, 10) - weight(1, 10))
        #expect(weight(1, 20) < weight(1, 10))
    }
}
