import Evaluation
import Foundation

/// Pairs as JSON Lines.
package enum PairLines {
    /// Returns the lines of pairs, each with a line break.
    package static func text(of pairs: [Pair]) throws -> String {
        let encoder = HistoryJSON.encoder()
        return try pairs.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
    }

    /// Reads lines, without the places of outputs in the history of runs, because another history has other runs under
    /// their numbers.
    ///
    /// A line that is no pair is told by its number, because a program that was killed while writing leaves half a line.
    package static func read(_ data: Data) -> (pairs: [Pair], badLines: [Int]) {
        var (pairs, bad) = ([Pair](), [Int]())
        let decoder = HistoryJSON.decoder()
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where !line.allSatisfy({ [9, 13, 32].contains($0) }) {
            if var pair = try? decoder.decode(Pair.self, from: Data(line)), pair.hasPossibleNumbers {
                (pair.first.place, pair.second.place) = (nil, nil)
                pairs.append(pair)
            } else {
                bad.append(number + 1)
            }
        }
        return (pairs, bad)
    }
}

extension Pair {
    /// False for numbers that no pair has: another program wrote them.
    fileprivate var hasPossibleNumbers: Bool {
        seconds >= 0 && probability.map { (0...1).contains($0) } ?? true
    }
}
