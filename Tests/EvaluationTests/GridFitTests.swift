import Foundation
import Testing

@testable import Evaluation

/// What another method finds: Reference/grid.json, made by grid.py beside it.
private struct ReferenceGrid: Decodable {
    var outcomes: [[Int?]]
    var accuracies: [Double]

    static func read() throws -> [ReferenceGrid] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reference/grid.json")
        return try JSONDecoder().decode([ReferenceGrid].self, from: Data(contentsOf: file))
    }
}

struct GridFitTests {
    @Test func `accuracies are those that Newton's method finds on all numbers at once`() throws {
        for example in try ReferenceGrid.read() {
            let fit = GridFit(example.outcomes.map { $0.map { $0.map { $0 == 1 } } })
            #expect(fit.accuracies.count == example.accuracies.count)
            for (own, reference) in zip(fit.accuracies, example.accuracies) {
                #expect(abs(own - reference) < 1e-7, "\(own) and \(reference)")
            }
        }
    }

    @Test func `a whole grid is told as it is, and nothing as nothing`() {
        let fit = GridFit([[true, false, true, true], [false, false, true, false]])
        #expect(fit.accuracies == [0.75, 0.25] && fit.seen == 8 && fit.cells == 8)
        #expect(GridFit([[nil, nil], [nil, nil]]).accuracies == [0, 0])
        #expect(GridFit([]).accuracies == [])
    }

    /// The mean error of the median that a part of a grid gives, by the fit and by each phrasing's own cases.
    @Test func `from a fifth of the grid quantiles are nearer than by each phrasing's own cases`() {
        var (byFit, byCount) = (0.0, 0.0)
        for seed in 0..<20 {
            var random = SplitMix64(seed: UInt64(seed))
            func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + random.unit() } }
            let ease = (0..<100).map { _ in 1.5 * normal() }
            let skills = (0..<40).map { _ in 0.5 * normal() }
            let whole = skills.map { skill in ease.map { random.unit() < 1 / (1 + exp(-skill - $0)) } }
            let part = GridPart(lanes: 40, cases: 100, share: 0.2, seed: UInt64(seed))
            let seen = whole.indices.map { row -> [Bool?] in
                let own = Set(part.cases[row])
                return whole[row].indices.map { own.contains($0) ? whole[row][$0] : nil }
            }
            let truth = PhrasingSpread(accuracies: whole.map { Double($0.count { $0 }) / 100 }, cases: 100)
            let fitted = PhrasingSpread(accuracies: GridFit(seen).accuracies, cases: 100)
            let counted = PhrasingSpread(
                accuracies: seen.map { row in Double(row.count { $0 == true }) / Double(row.count { $0 != nil }) },
                cases: 100)
            for place in PhrasingSpread.shares.indices {
                byFit += abs(fitted.quantiles[place] - truth.quantiles[place])
                byCount += abs(counted.quantiles[place] - truth.quantiles[place])
            }
        }
        #expect(byFit < 0.7 * byCount, "\(byFit) and \(byCount)")
        #expect(byFit / 100 < 0.04, "\(byFit / 100)")
    }
}

struct GridPartTests {
    @Test(arguments: [(1, 10, 0.25), (7, 33, 0.2), (40, 100, 0.1), (3, 4, 0.9)])
    func `lanes have equally many cases, and cases about equally many lanes`(lanes: Int, cases: Int, share: Double) {
        let part = GridPart(lanes: lanes, cases: cases, share: share, seed: 1)
        let each = max(1, Int((share * Double(cases)).rounded()))
        #expect(part.cases.count == lanes)
        for own in part.cases { #expect(own.count == each && Set(own).count == each) }
        let counts = (0..<cases).map { one in part.cases.count { $0.contains(one) } }
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 2, "\(counts)")
        #expect(part == GridPart(lanes: lanes, cases: cases, share: share, seed: 1))
    }

    @Test func `the rest is what the part hasn't`() {
        let cases = (0..<4).map { Case(id: "\($0)", variables: [:]) }
        let part = GridPart(lanes: 2, cases: 4, share: 0.5, seed: 3)
        let rest = part.rest(lanes: ["A", "B"], cases: cases)
        #expect(rest.count == 4)
        for (lane, own) in zip(["A", "B"], part.cases) {
            for index in own { #expect(!rest.contains(EvaluationRun.Key(lane: lane, id: "\(index)"))) }
        }
    }
}
