import Foundation
import Sampling
import Synchronization
import Testing

@testable import Runtime

private let text = """
    The lighthouse keeper climbed the stairs each evening, counting them under his breath although he had known for twenty \
    years that there were 199. At the top he trimmed the wick, polished the lens with a soft cloth, and wrote the hour, the \
    wind and the state of the sea into a book that nobody read. On clear nights he could see the lamps of the fishing boats; \
    on others, only the beam going round and round.
    """

/// How the comparison went.
private struct Comparison {
    var rows = 0
    var same = 0
    var sameAtTheBorder = 0
    var proven = 0
    var failures: [String] = []
}

private func kept(
    _ row: Row, _ history: ArraySlice<Int32>, _ settings: Settings, _ spelling: TokenSpelling? = nil
) -> Survivors? {
    var funnel = Funnel(settings)
    let place = FunnelPlace(noise: NoiseKey(seed: 0, index: 0), spelling: spelling)
    guard case .kept(let survivors) = funnel.apply(to: row, history: history, at: place) else { return nil }
    return survivors
}

/// Whether both keep the same, but for tokens of equal probability (which llama.cpp leaves in any order) to 1e-4.
private func agree(_ mine: Survivors, _ its: [Int32: Float]) -> Bool {
    guard mine.count == its.count else { return false }
    let probabilities = mine.probabilities
    let mySet = Set(mine.ids)
    var onlyMine: [Double] = []
    for (id, probability) in zip(mine.ids, probabilities) {
        guard let other = its[id] else {
            onlyMine.append(probability)
            continue
        }
        if abs(Double(other) - probability) > 1e-4 { return false }
    }
    let onlyIts = its.filter { !mySet.contains($0.key) }.map { Double($0.value) }.sorted()
    return zip(onlyMine.sorted(), onlyIts).allSatisfy { abs($0 - $1) <= 1e-5 * max($0, $1) + 1e-12 }
}

/// How far off llama.cpp's sum of probabilities is, because it adds single-precision numbers one after another.
///
/// With top-K off it adds the whole vocabulary; for 262,144 tokens that can move a cut by more than 1e-4.
private func summingError(_ logits: [Float], _ settings: Settings) -> Double {
    if settings.topK > 0 { return 0 }
    let divisor = settings.order == .huggingFace && settings.temperature > 0 ? Float(settings.temperature) : 1
    let largest = (logits.max() ?? 0) / divisor
    var single: Float = 0
    var double = 0.0
    for logit in logits {
        let exponential = exp(logit / divisor - largest)
        single += exponential
        double += Double(exponential)
    }
    return abs(Double(single) / double - 1)
}

/// Whether llama.cpp keeps what these settings keep if a threshold moves by `tolerance`.
private func agreesNearby(
    _ row: Row, _ history: ArraySlice<Int32>, _ settings: Settings, _ its: [Int32: Float], tolerance: Double
) -> Bool {
    if settings.typicalP < 1, settings.topK == 0, let mine = kept(row, history, settings) {
        // The entropy is off by more, and with it the place of the whole run.
        let myMass = zip(mine.ids, mine.probabilities).reduce(0) { its[$1.0] == nil ? $0 + $1.1 : $0 }
        let itsMass = its.reduce(0) { mine.ids.contains($1.key) ? $0 : $0 + Double($1.value) }
        if myMass + itsMass < 4 * tolerance { return true }
    }
    for topP in [0, -tolerance, tolerance] {
        for typicalP in [0, -tolerance, tolerance] {
            for minP in [1, 1 - 1e-4, 1 + 1e-4] {
                var other = settings
                if settings.topP < 1 { other.topP = min(1, max(0, settings.topP + topP)) }
                if settings.typicalP < 1 { other.typicalP = min(1, max(0, settings.typicalP + typicalP)) }
                other.minP = min(1, settings.minP * minP)
                if let mine = kept(row, history, other), mine.count == its.count, agree(mine, its) { return true }
                if let mine = kept(row, history, other), isBetween(mine, row, history, settings, its) { return true }
            }
        }
    }
    return false
}

/// Whether llama.cpp keeps a beginning or a continuation of `mine` that no threshold this near rules out.
private func isBetween(
    _ mine: Survivors, _ row: Row, _ history: ArraySlice<Int32>, _ settings: Settings, _ its: [Int32: Float]
) -> Bool {
    guard let exact = kept(row, history, settings) else { return false }
    let ids = Set(its.keys)
    let smaller = mine.count < exact.count ? mine : exact
    let larger = mine.count < exact.count ? exact : mine
    return ids.isSuperset(of: smaller.ids) && ids.isSubset(of: larger.ids)
}

private func compare(model: String, settingsCount: Int) throws -> Comparison {
    let reference = try ReferenceRows(model: model, text: text, most: 64)
    var random = Xorshift(state: 0x1234_5678_9ABC_DEF1)
    let trials = try (0..<settingsCount).map { number in
        let likely = try reference.whole(number).candidates.prefix(20).map(\.id)
        return randomSettings(&random, history: reference.history(number), likely: likely)
    }
    let comparison = Mutex(Comparison())
    onAllCores(trials) { number, settings in
        let (logits, history) = (reference.logits(number), reference.history(number))
        let whole = try reference.whole(number)
        guard let mine = kept(whole, history, settings) else {
            comparison.withLock { $0.failures.append("trial \(number): a complete row was unproven") }
            return
        }
        let its = keptByLlama(logits, history: history, settings)
        if agree(mine, its) {
            comparison.withLock { $0.same += 1 }
        } else if agreesNearby(
            whole, history, settings, its, tolerance: 1e-4 + 2 * summingError(logits, settings))
        {
            comparison.withLock { $0.sameAtTheBorder += 1 }
        } else {
            let failure =
                "trial \(number): off by \(summingError(logits, settings)), \(mine.count) for its \(its.count) with \(settings)"
            comparison.withLock { $0.failures.append(failure) }
        }
        let partial = try logits.withUnsafeBufferPointer {
            try Row(keeping: $0, extras: Array(history) + Array(settings.logitBias.keys))
        }
        guard let proven = kept(partial, history, settings) else { return }
        comparison.withLock {
            $0.proven += 1
            if proven != mine { $0.failures.append("trial \(number): partial and complete differ with \(settings)") }
        }
    }
    var result = comparison.withLock { $0 }
    result.rows = reference.rows.count
    return result
}

/// Does all trials, as many at once as there are cores, and records what they throw.
private func onAllCores(_ trials: [Settings], _ body: @Sendable (_ number: Int, _ settings: Settings) throws -> Void) {
    DispatchQueue.concurrentPerform(iterations: trials.count) { number in
        do { try body(number, trials[number]) } catch { Issue.record(error) }
    }
}

extension ReferenceRows {
    /// The logits of the row that a trial looks at.
    fileprivate func logits(_ trial: Int) -> [Float] { rows[trial % rows.count] }
    /// The tokens before that row.
    fileprivate func history(_ trial: Int) -> ArraySlice<Int32> { tokens[..<(trial % rows.count)] }
    /// That row with all its candidates.
    fileprivate func whole(_ trial: Int) throws -> Row {
        try logits(trial).withUnsafeBufferPointer { try Row(whole: $0) }
    }
}

/// Marsaglia's xorshift64, so that a failure can be repeated.
private struct Xorshift: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

@Test(arguments: ["SmolLM2-135M-Instruct.Q4_1.gguf", "gemma-3-270m-q4_k_m.gguf"])
func `the funnel keeps what llama.cpp's own chain keeps`(model: String) throws {
    let comparison = try compare(model: model, settingsCount: 600)
    #expect(comparison.rows >= 50)
    #expect(comparison.failures == [])
    // Rounding at a threshold must stay the exception.
    #expect(comparison.sameAtTheBorder <= 12, "\(comparison.same) others are the same")
    #expect(comparison.proven >= 400)
}

@Test(arguments: ["SmolLM2-135M-Instruct.Q4_1.gguf", "gemma-3-270m-q4_k_m.gguf"])
func `the stages that are rarely on keep what llama.cpp's own chain keeps, in any order`(model: String) throws {
    let text = "One two three, one two three: one two \"three\" one two\nthree one two three one two"
    let reference = try ReferenceRows(model: model, text: text, most: 40)
    let vocabulary = try LlamaModel(path: reference.path) { _ in true }
    // Loads the vocabulary for llama.cpp's chain, before several trials ask for it at once.
    var withWords = Settings()
    withWords.dryMultiplier = 1
    #expect(!keptByLlama(reference.rows[0], history: [], withWords, model: reference.path).isEmpty)
    var random = Xorshift(state: 0x9876_5432_10AB_CDEF)
    let trials = try (0..<500).map { number in
        let likely = try reference.whole(number).candidates.prefix(20).map(\.id)
        var settings = randomSettings(&random, history: reference.history(number), likely: likely)
        addFurtherStages(to: &settings, &random)
        return settings
    }
    let rounded = Mutex(0)
    let roundedOfFew = Mutex(0)
    let failures = Mutex([String]())
    onAllCores(trials) { number, settings in
        let (logits, history) = (reference.logits(number), reference.history(number))
        let whole = try reference.whole(number)
        let spelling: TokenSpelling = { vocabulary.bytes(of: $0, showsSpecial: true) }
        func isSame(_ mine: Survivors?, _ logits: [Float]) -> Bool {
            guard let mine else { return false }
            return agree(mine, keptByLlama(logits, history: history, settings, model: reference.path))
        }
        // llama.cpp adds up in 32 bits. Of few logits its sums are good enough, so there both must agree but for a cut that rounding decides.
        let few = likeliest(4096, of: whole)
        let rowOfFew = try few.withUnsafeBufferPointer { try Row(whole: $0) }
        if !isSame(kept(rowOfFew, history, settings, spelling), few) {
            roundedOfFew.withLock { $0 += 1 }
        }
        // Of a whole vocabulary its entropy may be off by 2e-3, which moves the cuts of typical-P and all that follows.
        let mine = kept(whole, history, settings, spelling)
        if !isSame(mine, logits) { rounded.withLock { $0 += 1 } }
        let partial = try logits.withUnsafeBufferPointer {
            try Row(keeping: $0, extras: Array(history) + Array(settings.logitBias.keys), withSpread: true)
        }
        if let proven = kept(partial, history, settings, spelling), proven != mine {
            failures.withLock { $0.append("trial \(number): partial and complete differ with \(settings)") }
        }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(roundedOfFew.withLock { $0 } <= 3)
    #expect(rounded.withLock { $0 } <= 20)
}

/// Returns a row of logits in which only the largest are left; those of all other tokens are -infinity.
private func likeliest(_ count: Int, of row: Row) -> [Float] {
    var logits = [Float](repeating: -.infinity, count: row.vocabularySize)
    for candidate in row.candidates.prefix(count) { logits[Int(candidate.id)] = candidate.logit }
    return logits
}
