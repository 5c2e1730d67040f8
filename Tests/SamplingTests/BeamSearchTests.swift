import Foundation
import TestRandom
import Testing

@testable import Sampling

/// A model of three tokens, of which 0 ends a text: the probabilities after each text; behind all others only the end
/// comes.
private struct ToyModel {
    var table: [[Int32]: [Double]]
    /// The number of tokens after which a text must end; nil if it needn't.
    var longest: Int?

    func offers(after text: [Int32]) -> [BeamSearch.Offer] {
        let probabilities = table[text] ?? [1, 0, 0]
        let offers = probabilities.enumerated().map {
            BeamSearch.Offer(token: Int32($0.offset), logProbability: log($0.element))
        }
        return longest.map { text.count >= $0 } == true ? [offers[0]] : offers
    }

    /// Returns the texts of a search, each with the token that ends it, and their scores, the best first.
    func search(beams: Int, lengthPenalty: Double) -> (texts: [[Int32]], scores: [Double], tree: BeamTree) {
        var search = BeamSearch(width: beams, lengthPenalty: lengthPenalty)
        while !search.isDone {
            let texts = search.running.map { beam in beam.id.map { tokens(to: $0, search.tree) } ?? [] }
            search.step(texts.map(offers), text: { "\($0)" }, ends: { _, offer, _ in offer.token == 0 })
        }
        search.finish()
        let tree = search.tree
        return (tree.results.map { tokens(to: $0, tree) }, tree.scores, tree)
    }

    private func tokens(to id: BeamTree.ID, _ tree: BeamTree) -> [Int32] {
        tree.path(to: id).map { tree.candidates[$0].token }
    }

    /// Returns all texts with their scores, the best first.
    func all(lengthPenalty: Double) -> [(text: [Int32], score: Double)] {
        var found: [(text: [Int32], score: Double)] = []
        func visit(_ text: [Int32], _ total: Double) {
            for offer in offers(after: text) where offer.logProbability > -.infinity {
                let (next, sum) = (text + [offer.token], total + offer.logProbability)
                if offer.token == 0 {
                    found.append((next, sum / pow(Double(next.count), lengthPenalty)))
                } else {
                    visit(next, sum)
                }
            }
        }
        visit([], 0)
        return found.sorted { $0.score > $1.score }
    }
}

/// The two toy models of fairseq's tests (tests/test_sequence_generator.py).
private let first = ToyModel(table: [
    []: [0, 0.9, 0.1], [1]: [1, 0, 0], [2]: [0, 0.9, 0.1], [2, 1]: [0, 0.1, 0.9], [2, 2]: [0.6, 0.2, 0.2],
])
private let second = ToyModel(table: [
    []: [0, 0.7, 0.3], [1]: [0.25, 0.35, 0.4], [2]: [0, 0.1, 0.9], [1, 2]: [0.6, 0.4, 0], [2, 2]: [0.01, 0, 0.99],
    [2, 2, 2]: [0.1, 0.5, 0.4], [1, 2, 1]: [1, 0, 0],
])

/// What fairseq gives for a toy model with two beams.
private struct Expectation: Sendable {
    var isFirst: Bool
    var lengthPenalty: Double
    var longest: Int?
    var texts: [[Int32]]
    var scores: [Double]
}

@Test(arguments: [
    Expectation(isFirst: true, lengthPenalty: 1, texts: [[1, 0], [2, 1, 2, 0]], scores: [-0.0527, -0.6283]),
    Expectation(isFirst: true, lengthPenalty: 0, texts: [[1, 0], [2, 1, 2, 0]], scores: [-0.1054, -2.5133]),
    Expectation(isFirst: true, lengthPenalty: 0.6, texts: [[1, 0], [2, 1, 2, 0]], scores: [-0.0695, -1.0940]),
    Expectation(isFirst: true, lengthPenalty: 5, texts: [[2, 1, 2, 0], [1, 0]], scores: [-0.0025, -0.0033]),
    Expectation(
        isFirst: true, lengthPenalty: 1, longest: 2, texts: [[1, 0], [2, 2, 0]], scores: [-0.0527, -1.7053]),
    Expectation(isFirst: false, lengthPenalty: 1, texts: [[1, 2, 1, 0], [1, 2, 0]], scores: [-0.5473, -0.5946]),
    Expectation(isFirst: false, lengthPenalty: 0, texts: [[1, 2, 0], [1, 2, 1, 0]], scores: [-1.7838, -2.1893]),
    Expectation(isFirst: false, lengthPenalty: 0.6, texts: [[1, 2, 0], [1, 2, 1, 0]], scores: [-0.9227, -0.9529]),
    Expectation(isFirst: false, lengthPenalty: 5, texts: [[1, 2, 1, 0], [1, 2, 0]], scores: [-0.0021, -0.0073]),
    Expectation(
        isFirst: false, lengthPenalty: 1, longest: 2, texts: [[1, 2, 0], [2, 2, 0]], scores: [-0.5946, -1.9715]),
])
private func `the toy models of fairseq give its beams in its order`(expected: Expectation) {
    var model = expected.isFirst ? first : second
    model.longest = expected.longest
    let found = model.search(beams: 2, lengthPenalty: expected.lengthPenalty)
    #expect(found.texts == expected.texts)
    for (score, wanted) in zip(found.scores, expected.scores) { #expect(abs(score - wanted) < 5.1e-5) }
}

@Suite struct `Beam search` {
    /// Returns a model with random probabilities after all texts of fewer than `longest` tokens.
    private func model(_ random: inout SplitMix, longest: Int) -> ToyModel {
        var table: [[Int32]: [Double]] = [:]
        var texts: [[Int32]] = [[]]
        for _ in 0..<longest {
            for text in texts {
                let weights = (0..<3).map { _ in random.below(10) == 0 ? 0 : Double.random(in: 0.01...1, using: &random)
                }
                let sum = weights.reduce(0, +)
                table[text] = sum > 0 ? weights.map { $0 / sum } : [1, 0, 0]
            }
            texts = texts.flatMap { text in [text + [1], text + [2]] }
        }
        return ToyModel(table: table, longest: longest)
    }

    @Test func `with a beam for each text it finds what trying all of them finds`() {
        var random = SplitMix(seed: 22)
        for _ in 0..<300 {
            let model = model(&random, longest: 3)
            let penalty = random.pick([-1, 0, 0.6, 1, 2])
            let found = model.search(beams: 16, lengthPenalty: penalty)
            let all = model.all(lengthPenalty: penalty)
            #expect(found.texts.count == all.count)
            for (index, (text, score)) in zip(found.texts, found.scores).enumerated() {
                #expect(abs(score - all[index].score) < 1e-12)
                // Texts with equal scores may change places.
                #expect(all.contains { $0.text == text && abs($0.score - score) < 1e-12 })
            }
        }
    }

    @Test func `one beam takes the likeliest token each time`() {
        var random = SplitMix(seed: 5)
        for _ in 0..<200 {
            let model = model(&random, longest: 4)
            var greedy: [Int32] = []
            while greedy.last != 0 {
                let best = model.offers(after: greedy).max { $0.logProbability < $1.logProbability }
                greedy.append(best?.token ?? 0)
            }
            #expect(model.search(beams: 1, lengthPenalty: 1).texts == [greedy])
        }
    }

    @Test func `an end behind the first beams doesn't count, and no more than two candidates a beam are looked at`() {
        var random = SplitMix(seed: 7)
        for _ in 0..<200 {
            let beams = Int.random(in: 1...4, using: &random)
            let tree = model(&random, longest: 5).search(beams: beams, lengthPenalty: 1).tree
            for step in 0..<tree.stepCount {
                let candidates = tree.candidates[tree.step(step)]
                #expect(candidates.count <= 2 * beams)
                #expect(candidates.count { $0.fate == .kept } <= beams)
                #expect(!candidates.dropFirst(beams).contains { $0.fate == .ended })
                #expect(zip(candidates, candidates.dropFirst()).allSatisfy { $0.total >= $1.total })
                for candidate in candidates {
                    let before = candidate.parent.map { tree.candidates[$0].total } ?? 0
                    #expect(abs(before + candidate.logProbability - candidate.total) < 1e-12)
                }
            }
        }
    }

    @Test func `a length penalty changes the order of texts, not the paths`() {
        let short = second.search(beams: 2, lengthPenalty: 0).tree
        let long = second.search(beams: 2, lengthPenalty: 5).tree
        #expect(short.candidates == long.candidates)
        #expect(short.results == long.results.reversed())
    }
}

@Suite struct `The tree of beams` {
    @Test func `a branch fell at the first step in which nothing of it was kept`() {
        let tree = first.search(beams: 2, lengthPenalty: 1).tree
        // Step 1 drops nothing; at step 2 the second token after [2] is kept, and falls at step 3 with all behind it.
        func fall(_ text: [Int32]) -> Int?? {
            tree.candidates.indices.first { tree.path(to: $0).map { tree.candidates[$0].token } == text }.map {
                tree.falls[$0]
            }
        }
        #expect(fall([1]) == .some(nil) && fall([1, 0]) == .some(nil) && fall([2, 1, 2, 0]) == .some(nil))
        #expect(fall([2, 2]) == .some(2))
        #expect(fall([2, 2, 0]) == .some(2))
        #expect(fall([2, 1, 1]) == .some(3))
    }

    @Test func `while the search runs, what has ended hasn't fallen`() {
        var tree = first.search(beams: 2, lengthPenalty: 1).tree
        tree.results = []
        for id in tree.candidates.indices where tree.candidates[id].fate == .ended {
            #expect(tree.path(to: id).allSatisfy { tree.falls[$0] == nil })
        }
        #expect(tree.falls.contains { $0 != nil })
    }

    @Test func `the winning path leads to the best result, while it runs to the leading beam`() {
        var tree = first.search(beams: 2, lengthPenalty: 1).tree
        #expect(tree.winningPath == Set(tree.path(to: tree.results[0])))
        tree.results = []
        #expect(tree.winningPath == tree.leader.map { Set(tree.path(to: $0)) })
    }

    @Test func `it is written and read again`() throws {
        let tree = second.search(beams: 2, lengthPenalty: 1).tree
        let data = try JSONEncoder().encode(tree)
        let read = try JSONDecoder().decode(BeamTree.self, from: data)
        #expect(read.sizes == tree.sizes && read.results == tree.results)
        #expect(
            zip(read.candidates, tree.candidates).allSatisfy { abs($0.total - $1.total) < 1e-6 && $0.fate == $1.fate })
        #expect(try JSONDecoder().decode(BeamTree.self, from: JSONEncoder().encode(read)) == read)
    }

    @Test func `the tree of samples has one branch for a common beginning, and the best score wins`() {
        func token(_ id: Int32, _ probability: Float?) -> BeamTree.Drawn {
            BeamTree.Drawn(token: id, text: "\(id)", probability: probability)
        }
        let tree = BeamTree(samples: [
            [token(1, 0.5), token(2, 0.1)], [token(1, 0.5), token(3, 0.9)], [token(4, 0.2)],
        ])
        #expect(tree.stepCount == 2 && tree.step(0).count == 2 && tree.step(1).count == 2)
        #expect(tree.results.map { tree.text(to: $0) } == ["12", "13", "4"])
        for (score, expected) in zip(tree.scores, [log(0.05) / 2, log(0.45) / 2, log(0.2)]) {
            #expect(abs(score - expected) < 1e-6)
        }
        #expect(tree.winningPath == Set(tree.path(to: tree.results[1])))
    }
}
