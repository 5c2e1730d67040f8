import Foundation
import Testing

@testable import Evaluation

/// Calibration against scikit-learn's and SciPy's numbers: Reference/calibration.json, made by calibration.py beside it.
@Suite struct CalibrationTests {
    private struct Figures: Decodable {
        let accuracy: Double
        let logLoss: Double
        let brier: Double
        let auc: Double
        let expectedError: Double
        let counts: [Int]
        let confidences: [Double]
        let accuracies: [Double]
    }

    private struct Sample: Decodable {
        let logs: [[Double]]
        let right: [Int]
        let prior: [Double]
        let plain: Figures
        let temperature: Double
        let scaled: Figures
        let contextual: Figures

        var scored: [(labels: [LabelScore], right: Int)] {
            zip(logs, right).map { logs, right in
                (
                    zip(logs, prior).enumerated().map { LabelScore(label: "\($0)", logProbability: $1.0, prior: $1.1) },
                    right
                )
            }
        }
    }

    private let samples: [Sample]

    init() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Reference/calibration.json"
        samples = try JSONDecoder().decode([Sample].self, from: Data(contentsOf: URL(fileURLWithPath: file)))
    }

    private func check(
        _ found: Calibration?, _ expected: Figures, within tolerance: Double = 1e-9,
        _ place: SourceLocation = #_sourceLocation
    ) throws {
        let found = try #require(found, sourceLocation: place)
        func same(_ a: Double, _ b: Double, within tolerance: Double) -> Bool { abs(a - b) <= tolerance }
        #expect(same(found.accuracy, expected.accuracy, within: 1e-12), sourceLocation: place)
        #expect(same(found.logLoss, expected.logLoss, within: tolerance), sourceLocation: place)
        #expect(same(found.brier, expected.brier, within: tolerance), sourceLocation: place)
        #expect(try same(#require(found.auc), expected.auc, within: tolerance), sourceLocation: place)
        #expect(same(found.expectedError, expected.expectedError, within: tolerance), sourceLocation: place)
        #expect(found.bins.map(\.count) == expected.counts, sourceLocation: place)
        for (bin, (confidence, accuracy)) in zip(found.bins, zip(expected.confidences, expected.accuracies)) {
            #expect(same(bin.confidence, confidence, within: tolerance), sourceLocation: place)
            #expect(same(bin.accuracy, accuracy, within: 1e-12), sourceLocation: place)
        }
    }

    @Test func `the figures of shares are scikit-learn's`() throws {
        for sample in samples {
            try check(
                Calibration(sample.scored.map { ForecastCase(shares: $0.labels.shares, right: $0.right) }), sample.plain
            )
        }
    }

    @Test func `temperature scaling finds SciPy's temperature, and judges no case by one that it took part in`() throws
    {
        for sample in samples {
            let cases = sample.scored.map { (values: $0.labels.map(\.logProbability), right: $0.right) }
            let temperature = try #require(TemperatureScaling.temperature(of: cases))
            #expect(abs(temperature / sample.temperature - 1) < 1e-4)
            try check(
                Calibration(try #require(TemperatureScaling.forecasts(of: cases))), sample.scaled, within: 1e-4)
        }
    }

    @Test func `contextual calibration divides by the shares without a case's values`() throws {
        for sample in samples {
            let cases = try sample.scored.map {
                ForecastCase(shares: try #require($0.labels.contextualShares), right: $0.right)
            }
            try check(Calibration(cases), sample.contextual)
        }
        #expect([LabelScore(label: "a", logProbability: -1)].contextualShares == nil)
    }

    @Test func `a share of 0 for the right answer has a finite log loss, and one right answer no AUC`() throws {
        let found = try #require(
            Calibration([ForecastCase(shares: [1, 0], right: 1), ForecastCase(shares: [0.5, 0.5], right: 1)]))
        #expect(abs(found.logLoss - (36.04365338911715 + 0.6931471805599453) / 2) < 1e-9)
        #expect(found.auc == nil && found.accuracy == 0)
        #expect(Calibration([]) == nil && TemperatureScaling.forecasts(of: [(values: [0, -1], right: 0)]) == nil)
    }

    @Test func `shares at a temperature are the powers of shares, and at 0 the first of the likeliest has all`() {
        let shares = scaledShares([log(0.5), log(0.3), log(0.1)], temperature: 0.5)
        let powers = [0.25, 0.09, 0.01]
        #expect(zip(shares, powers).allSatisfy { abs($0 - $1 / 0.35) < 1e-12 })
        #expect(scaledShares([-2, -1, -1], temperature: 0) == [0, 1, 0])
        #expect(scaledShares([-.infinity, -.infinity], temperature: 1) == [0.5, 0.5])
    }

    @Test func `a bin's bar is as long as answers are right, with a stroke where their shares are`() throws {
        let cases = (0..<4).map { ForecastCase(shares: [0.75, 0.25], right: $0 == 0 ? 1 : 0) }
        let found = try #require(Calibration(cases))
        let bin = try #require(found.bins.first)
        #expect(found.bins.count == 1 && bin.range == "70 to 80 %")
        #expect(bin.words == "right 75.0 %, share 75.0 %, 4 cases")
        #expect(bin.bar(cells: 20).length == 15 && bin.bar(cells: 20).stroke == 15)
        let sure = Calibration.Bin(low: 0.9, high: 1, count: 1, confidence: 1, accuracy: 0)
        #expect(sure.bar(cells: 20).length == 0 && sure.bar(cells: 20).stroke == 19)
        #expect(sure.words.hasSuffix("1 case"))
    }

    @Test func `the figures of a calibration stand in the order of their headings, dashes where there are none`() throws
    {
        let found = try #require(Calibration([ForecastCase(shares: [0.5, 0.5], right: 1)]))
        #expect(Calibration.headings == ["log loss", "Brier", "ECE", "AUC"])
        #expect(Calibration.cells(of: found) == ["0.693", "0.250", "0.500", "-"])
        #expect(Calibration.cells(of: nil) == ["-", "-", "-", "-"])
    }
}
