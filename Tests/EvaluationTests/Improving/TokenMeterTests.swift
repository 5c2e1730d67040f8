import Testing

@testable import Evaluation

struct TokenMeterTests {
    private func output(_ tokens: Int) -> CaseOutput {
        var output = CaseOutput(id: "1", lane: "A", samples: [.init(text: "x")])
        output.tokens = tokens
        return output
    }

    @Test func `a meter stops when the rest is only enough for the reserve`() {
        let meter = TokenMeter(most: 100)
        #expect(meter.take(output(10), reserve: 5))
        #expect(meter.take(output(10), reserve: 5))
        // Thirty, and five more of ten each are eighty; at fifty they are the whole.
        #expect(meter.take(output(10), reserve: 5))
        #expect(meter.take(output(10), reserve: 5))
        #expect(!meter.take(output(10), reserve: 5))
    }

    @Test func `outputs that an earlier search has made need no reserve`() {
        let meter = TokenMeter(most: 100)
        for _ in 0..<9 { #expect(meter.take(output(10), reserve: 0)) }
        #expect(!meter.take(output(10), reserve: 0))
    }

    @Test func `a meter stops when the money that is left is only enough for the reserve`() {
        func paid(_ dollars: Double?, error: String? = nil) -> CaseOutput {
            var output = output(1)
            (output.cost, output.error) = (dollars, error)
            return output
        }
        let meter = TokenMeter(most: nil, mostCost: 1)
        #expect(meter.take(paid(0.125), reserve: 4))
        #expect(meter.take(paid(nil, error: "It failed."), reserve: 4))
        #expect(meter.end == nil)
        // A quarter, and four more of a twelfth each; then a half, and four more of an eighth each, which are the whole.
        #expect(meter.take(paid(0.125), reserve: 4))
        #expect(!meter.take(paid(0.25), reserve: 4))
        #expect(meter.end == .cost)
        let blind = TokenMeter(most: nil, mostCost: 1)
        #expect(!blind.take(paid(nil), reserve: 0))
        #expect(blind.end == .uncounted)
    }

    @Test func `what an earlier search has spent is told apart`() {
        var spending = ImprovementOutcome.Spending()
        spending.add(output(10), isKept: true)
        spending.add(output(7), isKept: false)
        #expect(spending.outputs == 2 && spending.tokens == 17 && spending.keptTokens == 10)
    }

    @Test func `outputs are told the date that most of the kept ones were told`() {
        func outputs(_ dates: Int64?...) -> [CaseOutput] {
            dates.map { date in
                var output = output(1)
                output.date = date
                return output
            }
        }
        #expect(outputs(1, 5, 5, nil, nil, nil).commonDate == 5)
        #expect(outputs(7, 5, nil).commonDate == 7)
        #expect(outputs(nil).commonDate == nil && outputs().commonDate == nil)
    }
}
