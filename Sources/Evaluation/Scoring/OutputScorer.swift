import Dispatch
import Synchronization

/// Scores outputs that were made elsewhere. The file is JSON Lines with `output`, a text, and `answer`, the right
/// answer: a text, a number, true or false, or a list of these, of which one is enough. Other keys and blank lines are
/// ignored.
package struct OutputScorer: Sendable {
    /// If the search is given up for more outputs than this, the file is given up, which otherwise would take hours.
    static let mostAbandoned = 20
    private static let chunkSize = 1 << 20

    private let extractor: AnswerExtractor

    /// Creates a scorer that reads answers with an extractor.
    package init(_ extractor: AnswerExtractor) {
        self.extractor = extractor
    }

    /// Scores all lines of a UTF-8 text, on all cores. Nil if a regular expression took too long for more than 20 of
    /// them.
    package func score(_ bytes: [UInt8]) -> OutputScore? {
        let chunks = Self.chunks(of: bytes)
        let scores = Mutex<[Int: (score: OutputScore, lines: Int)]>([:])
        let abandoned = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: chunks.count) { index in
            let score = score(bytes, in: chunks[index], abandoned: abandoned)
            scores.withLock { $0[index] = score }
        }
        guard abandoned.load(ordering: .relaxed) <= Self.mostAbandoned else { return nil }
        var total = OutputScore()
        var lines = 0
        let parts = scores.withLock(\.self)
        for part in chunks.indices.compactMap({ parts[$0] }) {
            total.add(part.score, after: lines)
            lines += part.lines
        }
        return total
    }

    /// Returns ranges of whole lines, without a byte order mark.
    private static func chunks(of bytes: [UInt8]) -> [Range<Int>] {
        var chunks: [Range<Int>] = []
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            let least = min(start + chunkSize, bytes.count)
            let end = bytes[least...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
            chunks.append(start..<end)
            start = end
        }
        return chunks
    }

    private func score(
        _ bytes: [UInt8], in range: Range<Int>, abandoned: borrowing Atomic<Int>
    ) -> (score: OutputScore, lines: Int) {
        var score = OutputScore()
        var lines = 0
        var start = range.lowerBound
        while start < range.upperBound, abandoned.load(ordering: .relaxed) <= Self.mostAbandoned {
            let end = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
            lines += 1
            if !bytes[start..<end].allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
                do {
                    if try add(bytes, in: start..<end, to: &score) {
                        score.abandoned.append(lines)
                        abandoned.add(1, ordering: .relaxed)
                    }
                } catch {
                    score.badLines.append(OutputScore.BadLine(line: lines, problem: error.description))
                }
            }
            start = end + 1
        }
        return (score, lines)
    }

    /// Scores a line; true if the search in it was given up.
    private func add(
        _ bytes: [UInt8], in range: Range<Int>, to score: inout OutputScore
    ) throws(OutputLineError) -> Bool {
        let line = try OutputLine(bytes, in: range)
        var expected: [String] = []
        for answer in line.answers {
            guard let canonical = extractor.canonical(answer) else {
                throw .noAnswerOfType(answer, type: "\(extractor.type)")
            }
            expected.append(canonical)
        }
        score.count += 1
        let search = extractor.search(line.output)
        if case .repaired = search { score.repaired += 1 }
        switch search {
        case .found(let answer), .repaired(let answer, _):
            if extractor.isAnswer(answer, among: expected) { score.correct += 1 }
            return false
        case .nothing:
            score.unparsed += 1
            return false
        case .abandoned:
            score.unparsed += 1
            return true
        }
    }
}
