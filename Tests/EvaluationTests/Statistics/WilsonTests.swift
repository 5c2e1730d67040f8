import Evaluation
import Testing

@Suite struct WilsonTests {
    private struct Row: Decodable {
        var correct: Int
        var count: Int
        var confidence: Double
        var low: Double
        var high: Double
    }

    @Test func `intervals are those of statsmodels`() throws {
        let rows = try Reference.read("wilson", as: [Row].self)
        #expect(rows.count > 300)
        for row in rows {
            let interval = Wilson.interval(correct: row.correct, of: row.count, confidence: row.confidence)
            #expect(abs(interval.low - row.low) < 1e-12, "\(row)")
            #expect(abs(interval.high - row.high) < 1e-12, "\(row)")
        }
    }

    @Test func `an interval is inside 0 to 1 and holds the share`() {
        for count in 1...60 {
            for correct in 0...count {
                let interval = Wilson.interval(correct: correct, of: count)
                let share = Double(correct) / Double(count)
                #expect(0 <= interval.low && interval.low <= share && share <= interval.high && interval.high <= 1)
            }
        }
    }

    @Test func `nothing is known without cases`() {
        #expect(Wilson.interval(correct: 0, of: 0) == Interval(low: 0, high: 1))
    }
}
