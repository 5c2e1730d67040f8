import Foundation
import Lanes
import Sampling
import Testing

@testable import Evaluation

@Suite struct PredictabilityTests {
    private func token(
        _ probability: Double, rank: Int = 1, entropy: Double = 1, mean: Double = -1, variance: Double = 1
    ) -> TextPredictability.Token {
        TextPredictability.Token(
            text: "a", likeliest: "b",
            figures: TokenPredictability(
                likelihood: TokenLikelihood(token: 1, logProbability: log(probability), rank: rank, likeliest: 2),
                entropy: entropy, expected: TokenExpectation(mean: mean, variance: variance)))
    }

    @Test func `figures are means and sums over the tokens`() throws {
        var text = TextPredictability(
            tokens: [token(0.5, rank: 1, mean: -1.5, variance: 2), token(0.125, rank: 20, mean: -2, variance: 7)],
            following: TokenExpectation(mean: -4, variance: 1))
        func value(_ figure: PredictabilityFigure) -> Double? { figure.value(of: text) }
        #expect(try abs(#require(value(.surprisal)) - 2) < 1e-12)
        #expect(try abs(#require(value(.logRank)) - log(20) / 2) < 1e-12)
        #expect(try abs(#require(value(.fastDetect)) - (log(0.0625) + 3.5) / 3) < 1e-12)
        #expect(value(.binoculars) == nil)
        text.hasReference = true
        #expect(try abs(#require(value(.binoculars)) - (-log(0.0625) / 2) / 2.5) < 1e-12)
        #expect(text.rankCounts.map(\.count) == [1, 1, 0, 0])
        #expect(
            PredictabilityFigure.allCases.allSatisfy {
                $0.value(of: TextPredictability(tokens: [], following: nil)) == nil
            })
    }

    @Test func `ranks have the four steps of GLTR`() {
        #expect(
            [1, 10, 11, 100, 101, 1000, 1001].map(RankStep.init) == [
                .ten, .ten, .hundred, .hundred, .thousand, .thousand, .beyond,
            ])
    }

    @Test func `the area is the share of pairs in the right order, equal ones counting half`() throws {
        let (positive, negative) = ([3.0, 1, 4, 1, 5], [9.0, 2, 1, 5])
        var sum = 0.0
        for one in positive { for other in negative { sum += one > other ? 1 : one == other ? 0.5 : 0 } }
        #expect(try abs(#require(ReceiverOperating.area(positive: positive, negative: negative)) - sum / 20) < 1e-12)
        #expect(ReceiverOperating.area(positive: [1], negative: []) == nil)
    }

    @Test func `an area's interval isn't empty where all pairs are right`() {
        let whole = ReceiverOperating.interval(area: 1, positive: 20, negative: 20)
        #expect(whole.high == 1 && whole.low > 0.8 && whole.low < 0.95)
        let chance = ReceiverOperating.interval(area: 0.5, positive: 50, negative: 80)
        #expect(abs(chance.low + chance.high - 1) < 0.01 && chance.low > 0.38 && chance.low < 0.42)
        let many = ReceiverOperating.interval(area: 0.5, positive: 500, negative: 800)
        #expect(many.low > chance.low && many.high < chance.high)
    }

    /// Numbers of human texts, with the rates of false alarms that their thresholds have.
    private static let rates: [(Int, Double)] = [
        (10, 1.0 / 11), (98, 1.0 / 99), (99, 0.01), (198, 1.0 / 199), (199, 0.01), (299, 0.01),
    ]

    @Test(arguments: rates)
    func `the threshold's rate of false alarms is at most 1 % if there are 99 human texts`(count: Int, rate: Double)
        throws
    {
        let human = (0..<count).map(Double.init)
        let found = try #require(
            PredictabilityCalibration(.fastDetect, human: human, machine: [Double(count) + 1, -1]))
        #expect(abs(found.falseRate - rate) < 1e-12 && found.isStrict == (count >= 99))
        #expect(found.falseAlarms == Int((rate * Double(count + 1)).rounded()) - 1)
        #expect(found.found == 1 && found.machineCount == 2)
        // The order statistic's exact bound, where no false alarm is allowed.
        if found.falseAlarms == 0 { #expect(abs(found.falseBound - (1 - pow(0.05, 1 / Double(count)))) < 1e-9) }
    }

    @Test func `a text stands where its figure does, in the figure's own direction`() throws {
        let human = (1...10).map { Double($0) + 5 }
        let machine = (1...10).map(Double.init)
        let found = try #require(PredictabilityCalibration(.surprisal, human: human, machine: machine))
        #expect(found.threshold == 6 && found.found == 5 && found.area > 0.8)
        #expect(found.standing(of: 5.5) == .init(value: 5.5, aboveHuman: 10, aboveMachine: 5, exceeds: true))
        #expect(found.standing(of: 6) == .init(value: 6, aboveHuman: 9, aboveMachine: 4, exceeds: false))
    }

    @Test func `figures are counted in steps from the smallest to the largest, in their own direction`() throws {
        let found = try #require(
            PredictabilityCalibration(.surprisal, human: [6, 7, 7.9, 10], machine: [2, 2.1, 4]))
        let shown = found.distribution(steps: 4)
        #expect(shown.from == 2 && shown.to == 10)
        #expect(shown.human == [0, 0, 3, 1] && shown.machine == [2, 1, 0, 0])
        #expect([-5, 2, 3.99, 4, 9, 10, 99].map { shown.step(of: $0) } == [0, 0, 0, 1, 3, 3, 3])
        let same = try #require(PredictabilityCalibration(.fastDetect, human: [1], machine: [1])).distribution(steps: 3)
        #expect(same.human == [1, 0, 0] && same.machine == [1, 0, 0] && same.step(of: 2) == 2)
    }

    @Test func `a text in another language, code and short texts are noticed`() throws {
        let english = [
            "The ship left the harbour in the morning, and nobody on the shore saw it again that year.",
            "She had never thought of the garden as hers, although she had planted every tree in it.",
            "When the rain came, the children ran to the barn and waited there for their father.",
            "There is no better bread than that which is baked on the day when it is eaten.",
        ]
        let kind = try #require(TextKind(english, tokens: [120, 130, 140, 150]))
        #expect(
            kind.differences(of: "The father of the children had left the house in the rain that morning.", tokens: 125)
                .isEmpty)
        for other in [
            "배는 아침에 항구를 떠났고 그해에는 아무도 다시 보지 못했다.",
            "Das Schiff verließ am Morgen den Hafen, und niemand sah es in jenem Jahr wieder.",
            "for (int i = 0; i < n; i++) { sum += x[i] * y[i]; if (sum > max) max = sum; }",
        ] {
            let found = kind.differences(of: other, tokens: 125)
            guard case .unlike? = found.first else {
                Issue.record("\(other) is like the others")
                continue
            }
        }
        #expect(kind.differences(of: english[0], tokens: 20) == [.short(tokens: 20), .shorter(tokens: 20, least: 120)])
        #expect(kind.differences(of: english[0], tokens: 900) == [.longer(tokens: 900, most: 150)])
        #expect(TextKind(["one"], tokens: [1]) == nil)
    }

    @Test func `texts stand in a column text, else output, else the only one`() throws {
        func texts(_ data: String) throws -> DataTexts {
            try DataTexts(DataSource(BytesInMemory(Array(data.utf8)), format: nil))
        }
        #expect(try texts("id,text\n1,One\n2,\n3,Three\n").texts == ["One", "Three"])
        #expect(try texts(#"{"output": "a", "text": "b"}"#).texts == ["b"])
        #expect(try texts(#"{"essay": " a "}"# + "\n" + #"{"essay": 7}"#).texts == ["a"])
        #expect(try texts(#"{"text": "a"}"# + "\n" + #"{"text": 7}"#).badRows.count == 1)
        #expect(throws: DataSetError.self) { try texts("one,two\n1,2\n") }
    }
}
