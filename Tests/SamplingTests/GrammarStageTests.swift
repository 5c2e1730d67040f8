import TestRandom
import Testing

@testable import Sampling

struct GrammarStageTests {
    /// Which tokens a grammar of these tests allows.
    private enum Allowed: CaseIterable {
        case most, few, likely, unlikely, one

        func filter(_ random: inout SplitMix, _ logits: [Float]) -> (Int32) -> Bool {
            let count = logits.count
            let seed = random.next()
            let ranks = logits.indices.sorted { logits[$0] > logits[$1] }
            let set: Set<Int32> =
                switch self {
                case .most: Set((0..<count).filter { ($0 &+ Int(seed & 15)) % 10 != 0 }.map(Int32.init))
                case .few: Set((0..<count / 50).map { _ in Int32(random.below(count)) })
                case .likely: Set(ranks.prefix(1 + random.below(100)).map(Int32.init))
                case .unlikely: Set(ranks.suffix(1 + random.below(300)).map(Int32.init))
                case .one: [Int32(random.below(count))]
                }
            return { set.contains($0) }
        }
    }

    @Test func `allowed candidates are what is left of a row whose other logits are minus infinity`() throws {
        var random = SplitMix(seed: 11)
        var (proven, unproven) = (0, 0)
        for trial in 0..<3000 {
            let count = random.pick([530, 900, 2000, 6000])
            let logits = RandomRow.make(
                &random, count: count, shape: random.pick([.normal(6), .normal(2), .rounded(3), .peaked]))
            let settings = RandomSettings.make(&random, vocabularySize: count)
            let history = (0..<random.below(60)).map { _ in Int32(random.below(count)) }
            let filter = random.pick(Allowed.allCases).filter(&random, logits)
            let masked = logits.indices.map { filter(Int32($0)) ? logits[$0] : -.infinity }
            var funnel = Funnel(settings)
            guard case .kept(let expected) = funnel.apply(to: try Row(whole: masked), history: history[...]) else {
                continue
            }
            guard
                case .kept(let whole) = funnel.apply(
                    to: try Row(whole: logits), history: history[...], allowing: filter)
            else {
                Issue.record("trial \(trial): a complete row was unproven under \(settings)")
                continue
            }
            #expect(whole == expected, "trial \(trial): \(settings)")
            let partial = try Row(keeping: logits, extras: history + Array(settings.logitBias.keys))
            guard case .kept(let kept) = funnel.apply(to: partial, history: history[...], allowing: filter) else {
                unproven += 1
                continue
            }
            proven += 1
            #expect(kept == expected, "trial \(trial), partial: \(settings)")
        }
        #expect(proven > 500 && unproven > 100, "\(proven) proven, \(unproven) not")
    }

    @Test func `a row of which nothing is allowed leaves no candidate, and says so`() throws {
        var funnel = Funnel(Settings())
        let row = try Row(whole: (0..<600).map { Float($0) / 100 })
        guard case .unproven(.allRuledOut(600)) = funnel.apply(to: row, history: [], allowing: { _ in false }) else {
            Issue.record("something was left")
            return
        }
    }

    @Test func `a grammar that allows everything changes nothing`() throws {
        var random = SplitMix(seed: 12)
        for _ in 0..<200 {
            let logits = RandomRow.make(&random, count: 900, shape: .normal(4))
            let settings = RandomSettings.make(&random, vocabularySize: 900)
            var funnel = Funnel(settings)
            guard case .kept(let free) = funnel.apply(to: try Row(whole: logits), history: []),
                case .kept(let allowed) = funnel.apply(
                    to: try Row(whole: logits), history: [], allowing: { _ in true })
            else { continue }
            #expect(free == allowed)
        }
    }

    @Test func `the stage shows what it cut, before all others`() throws {
        var settings = Settings()
        settings.topK = 2
        var funnel = Funnel(settings)
        let row = try Row(whole: [5, 4, 3, 2, 1, 0])
        guard case .success(let result) = funnel.inspect(row, history: [], allowing: { $0 != 0 && $0 != 2 }) else {
            Issue.record("a complete row was unproven")
            return
        }
        #expect(result.stages.first?.stage == .grammar)
        #expect(result.stages.first?.kept == 4)
        #expect(result.stages.first?.cut == [0, 2])
        #expect(result.candidates.map(\.id) == [0, 1, 2, 3, 4, 5] || result.candidates.first?.id == 1)
        #expect(result.candidates.first { $0.id == 0 }?.cutBy == .grammar)
        #expect(result.candidates.filter { $0.cutBy == nil }.map(\.id) == [1, 3])
    }
}
