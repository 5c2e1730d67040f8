import Evaluation
import Prompting
import Terminal
import Testing

@testable import Workbench

/// Sentences of outputs, by how far further samples support them.
struct SupportTests {
    private func parts(_ sentences: [SentenceSupport]) throws -> [Comparison.Part] {
        let report = try SampleEvaluation.results().report
        let row = try #require(report.rows.first)
        let support = OutputSupport(id: row.one.id, lane: "warm", samples: 5, distinct: 4, sentences: sentences)
        let look = Look(size: Size(columns: 100, rows: 30), glyphs: .unicode)
        return Comparison(
            row, lanes: report.lanes.map(\.name), first: 0, place: "1 of 9",
            supports: [EvaluationRun.Key(lane: "warm", id: row.one.id): support], look
        ).parts
    }

    private func styled(_ parts: [Comparison.Part]) -> [(text: String, style: Style)] {
        parts.compactMap { if case .styled(let text, let style) = $0 { (text, style) } else { nil } }
    }

    @Test func `each sentence has the sign, the colour and the number of its support`() throws {
        let parts = try parts(
            zip(["One.", "Two.", "Three.", "Four."], [0.91, 0.6, 0.3, 0.1]).map {
                SentenceSupport(text: $0, surprisal: 3, support: $1)
            })
        let lines = styled(parts)
        #expect(lines.map(\.text) == ["++ 0.91  One.", "+  0.60  Two.", "-  0.30  Three.", "-- 0.10  Four."])
        #expect(lines.map(\.style) == [Role.certain, .likely, .doubtful, .unlikely].map { Style($0) })
        let hasHeading = parts.contains {
            if case .heading("warm: support by 5 further samples, 4 different") = $0 { true } else { false }
        }
        #expect(hasHeading)
    }

    @Test func `without a model's word a sentence has the surprisal of its words and no colour`() throws {
        let lines = styled(try parts([SentenceSupport(text: "One.", surprisal: 3.184, largestSurprisal: 4)]))
        #expect(lines.map(\.text) == ["surprisal 3.18  One."] && lines[0].style == .text)
    }

    @Test func `a long sentence goes on below its beginning`() throws {
        let words = Array(repeating: "word", count: 40).joined(separator: " ")
        let lines = styled(try parts([SentenceSupport(text: words, support: 1)]))
        #expect(
            lines.count == 3 && lines[0].text.hasPrefix("++ 1.00  word") && lines[1].text.hasPrefix("         word"))
    }
}
