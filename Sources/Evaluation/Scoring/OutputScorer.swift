import Dispatch
import Synchronization

/// Scores outputs that were made elsewhere. The file is any that data sets are read from, with `output`, a text, and
/// `answer`, the right answer: a text, a number, true or false, or a list of these, of which one is enough. Other keys are
/// ignored.
package struct OutputScorer: Sendable {
    /// If the search is given up for more outputs than this, the file is given up, which otherwise would take hours.
    static let mostAbandoned = 20
    /// The most rows, and bytes of outputs, that are in memory at once.
    private static let (mostRows, mostBytes) = (4096, 8 << 20)
    /// The number of rows that one thread takes at once.
    private static let share = 64

    private let extractor: AnswerExtractor

    /// Creates a scorer that reads answers with an extractor.
    package init(_ extractor: AnswerExtractor) {
        self.extractor = extractor
    }

    /// Scores all rows of a file, on all cores. Nil if a regular expression took too long for more than 20 of them.
    ///
    /// - Throws: ``DataSetError`` if the file can't be read.
    package func score(_ source: DataSource) throws(DataSetError) -> OutputScore? {
        var rows = try OutputRows(source, needsAnswer: true)
        var total = OutputScore()
        while true {
            let batch = try Self.batch(&rows)
            guard !batch.isEmpty else { break }
            total.add(score(batch, abandoned: total.abandoned.count))
            guard total.abandoned.count <= Self.mostAbandoned else { return nil }
        }
        total.badRows = (total.badRows + rows.badRows).sorted {
            ($0.line ?? 0, $0.row ?? 0) < ($1.line ?? 0, $1.row ?? 0)
        }
        total.notices = rows.notices
        return total
    }

    private static func batch(_ rows: inout OutputRows) throws(DataSetError) -> [OutputRows.Item] {
        var (batch, bytes): ([OutputRows.Item], Int) = ([], 0)
        while batch.count < mostRows, bytes < mostBytes, let item = try rows.next() {
            if case .success(let line) = item.line { bytes += line.output.utf8.count }
            batch.append(item)
        }
        return batch
    }

    private func score(_ batch: [OutputRows.Item], abandoned before: Int) -> OutputScore {
        let count = (batch.count + Self.share - 1) / Self.share
        let scores = Mutex<[Int: OutputScore]>([:])
        let abandoned = Atomic(before)
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let range = index * Self.share..<min((index + 1) * Self.share, batch.count)
            let score = score(batch[range], abandoned: abandoned)
            scores.withLock { $0[index] = score }
        }
        let parts = scores.withLock(\.self)
        return (0..<count).compactMap { parts[$0] }.reduce(into: OutputScore()) { $0.add($1) }
    }

    private func score(_ batch: ArraySlice<OutputRows.Item>, abandoned: borrowing Atomic<Int>) -> OutputScore {
        var score = OutputScore()
        for item in batch where abandoned.load(ordering: .relaxed) <= Self.mostAbandoned {
            do throws(OutputLineError) {
                guard try add(try item.line.get(), to: &score) else { continue }
                score.abandoned.append(item.place)
                abandoned.add(1, ordering: .relaxed)
            } catch {
                score.badRows.add(error.description, at: item.place)
            }
        }
        return score
    }

    /// Scores an output; true if the search in it was given up.
    private func add(_ line: OutputLine, to score: inout OutputScore) throws(OutputLineError) -> Bool {
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
        if let answer = search.answer, extractor.isAnswer(answer, among: expected) { score.correct += 1 }
        if let reason = search.reason { score.unread[reason.kind, default: 0] += 1 }
        return search == .abandoned
    }
}
