internal import CSampling

/// The kept part of a row of logits: enough to draw from it again under most settings.
///
/// A row is *complete* if every finite logit is among its candidates. A partial one takes 8 bytes for each candidate.
package struct Row: Sendable {
    /// A token and its raw logit.
    package struct Candidate: Sendable, Hashable {
        /// The token.
        package let id: Int32
        /// The logit that the model gave it.
        package let logit: Float
    }

    /// The number of the model's tokens.
    package let vocabularySize: Int
    /// The number of tokens with a logit above -infinity.
    package let finiteCount: Int
    /// The logarithm of the sum of the exponentials of all logits, to about 1e-7.
    package let logSumExp: Double
    /// The entropy at temperature 1, in nats.
    package let entropy: Double
    /// The share of the probability outside the candidates, to about ``Row/massError``.
    let tailMass: Double
    /// The sum of p ln p outside the candidates, to about ``Row/massError`` times the size of the logarithms.
    let tailMoment: Double
    /// The sums of (logit - largest logit) and of its square over all finite logits; nil if they weren't asked for.
    let spread: Spread?
    let stored: [csampling_candidate]
    /// The raw logits of tokens outside the candidates that were asked for, sorted by token.
    package let extras: [Candidate]

    /// The least number of logits that a partial row keeps.
    package static let leastKept = 512
    /// The largest number of logits that a partial row keeps.
    package static let mostKept = 2048
    /// The share of the probability that a partial row holds, unless more than ``mostKept`` logits were needed for
    /// that.
    package static let massKept = 0.999

    /// The number of kept candidates.
    package var candidateCount: Int { stored.count }

    /// The kept candidates, the likeliest first and equally likely ones by token.
    package var candidates: some RandomAccessCollection<Candidate> & Sendable {
        stored.indices.lazy.map { [stored] in Candidate(id: stored[$0].token, logit: stored[$0].logit) }
    }

    /// True if every finite logit is among the candidates.
    package var isComplete: Bool { stored.count == finiteCount }

    /// The memory of the row, in bytes.
    package var byteCount: Int { MemoryLayout<Row>.size + 8 * (stored.count + extras.count) + 64 }

    /// Keeps as many of the largest logits as hold 99.9 % of the probability, at least 512 and at most 2048.
    ///
    /// - Parameters:
    ///   - logits: The logits of all tokens of the model.
    ///   - extras: Tokens whose logits are kept anyway: those with a bias and those in the penalty window. They may be
    ///     in any order and repeated.
    ///   - withSpread: True adds what top-n-sigma needs to be proven, for one more pass over the row.
    /// - Throws: ``RowError`` if the row has values that aren't numbers.
    package init(
        keeping logits: UnsafeBufferPointer<Float>, extras: some Collection<Int32>, withSpread: Bool = false
    ) throws(RowError) {
        let reading = try Reading(logits)
        let capacity = min(logits.count, Self.mostKept)
        var count = 0
        var held = [0.0, 0.0]
        let summary = reading.summary
        let stored = [csampling_candidate](unsafeUninitializedCapacity: capacity) { buffer, initialized in
            count = withUnsafePointer(to: summary) { summary in
                csampling_select(
                    logits.baseAddress, logits.count, reading.maxima, summary, Self.leastKept, Self.mostKept,
                    Self.massKept, buffer.baseAddress, &held)
            }
            initialized = count <= capacity ? count : 0
        }
        guard count <= capacity, let last = stored.last else { throw .outOfMemory }
        self.init(
            reading, logits.count, stored, Self.outside(last, of: logits, tokens: extras),
            tail: (1 - held[0], -summary.entropy - held[1]), withSpread ? Spread(logits, summary.largest) : nil)
    }

    /// Keeps every logit.
    ///
    /// - Throws: ``RowError`` if the row has values that aren't numbers.
    package init(whole logits: UnsafeBufferPointer<Float>) throws(RowError) {
        let reading = try Reading(logits)
        var count = 0
        let stored = [csampling_candidate](unsafeUninitializedCapacity: logits.count) { buffer, initialized in
            count = csampling_sort(logits.baseAddress, logits.count, buffer.baseAddress)
            initialized = count <= logits.count ? count : 0
        }
        guard count <= logits.count else { throw .outOfMemory }
        self.init(reading, logits.count, stored, [], tail: (0, 0), Spread(logits, reading.summary.largest))
    }

    private init(
        _ reading: Reading, _ count: Int, _ stored: [csampling_candidate], _ extras: [Candidate],
        tail: (mass: Double, moment: Double), _ spread: Spread?
    ) {
        vocabularySize = count
        finiteCount = count - reading.summary.minus_infinite
        logSumExp = reading.summary.log_sum_exp
        entropy = reading.summary.entropy
        self.spread = spread
        self.stored = stored
        self.extras = extras
        let isComplete = stored.count == finiteCount
        tailMass = isComplete ? 0 : max(0, tail.mass)
        tailMoment = isComplete ? 0 : min(0, tail.moment)
    }

    /// Returns the probability of a token at temperature 1; nil if its logit isn't kept.
    package func probability(of token: Int32) -> Float? {
        let logit =
            stored.first { $0.token == token }?.logit ?? extras.first { $0.id == token }?.logit
        return logit.map { Float(exponential(Double($0) - logSumExp)) }
    }

    /// Returns the standard deviation of all finite logits with these changes; nil if the row doesn't tell it. A partial row
    /// gives the same as a complete one.
    func deviation(with changes: [Adjustments.Change]) -> Double? {
        guard let spread else { return nil }
        let largest = Double(stored.first?.logit ?? 0)
        var (sum, squares) = (spread.sum, spread.squares)
        for change in changes {
            let (before, after) = (change.raw - largest, change.adjusted - largest)
            sum += after - before
            squares += after * after - before * before
        }
        let mean = sum / Double(finiteCount)
        return max(0, squares / Double(finiteCount) - mean * mean).squareRoot()
    }

    /// Returns the number of candidates before a token with this logit.
    func place(of logit: Double, _ token: Int32) -> Int {
        stored.withUnsafeBufferPointer { stored in
            var low = 0
            var high = stored.count
            while low < high {
                let middle = (low + high) / 2
                let candidate = stored[middle]
                let isBefore = (Double(candidate.logit), token) > (logit, candidate.token)
                if isBefore { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    /// A generous bound on the error of sums over the whole row, as a share of the probability.
    static let massError = 1e-6

    /// Returns the logits of those `tokens` that come after the last kept candidate.
    private static func outside(
        _ last: csampling_candidate, of logits: UnsafeBufferPointer<Float>, tokens: some Collection<Int32>
    ) -> [Candidate] {
        if tokens.isEmpty { return [] }
        var extras: [Candidate] = []
        for token in tokens.sorted() where token >= 0 && Int(token) < logits.count && token != extras.last?.id {
            let logit = logits[Int(token)]
            let isKept = logit > last.logit || (logit == last.logit && token <= last.token)
            if !isKept { extras.append(Candidate(id: token, logit: logit)) }
        }
        return extras
    }

    /// Sums from which the standard deviation follows.
    struct Spread: Sendable {
        let sum: Double
        let squares: Double

        init(sum: Double, squares: Double) {
            self.sum = sum
            self.squares = squares
        }

        init(_ logits: UnsafeBufferPointer<Float>, _ largest: Float) {
            var (sum, squares) = (0.0, 0.0)
            csampling_spread(logits.baseAddress, logits.count, largest, &sum, &squares)
            self.init(sum: sum, squares: squares)
        }
    }

    /// A row's summary with its block maxima.
    struct Reading {
        let summary: csampling_summary
        let maxima: [Float]

        init(_ logits: UnsafeBufferPointer<Float>) throws(RowError) {
            guard !logits.isEmpty else { throw .empty }
            let count = csampling_maxima_count(logits.count)
            var summary = csampling_summary()
            maxima = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
                csampling_summarise(logits.baseAddress, logits.count, buffer.baseAddress, &summary)
                initialized = count
            }
            if summary.refused > 0 { throw .notNumbers(count: summary.refused, first: summary.first_refused) }
            if summary.minus_infinite == logits.count { throw .allMinusInfinity(count: logits.count) }
            self.summary = summary
        }
    }
}

/// Why a row of logits can't be used.
package enum RowError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There are no logits.
    case empty
    /// Some logits are NaN or +infinity; `first` is the index of the first of them.
    case notNumbers(count: Int, first: Int)
    /// All logits are -infinity.
    case allMinusInfinity(count: Int)
    /// The system gave no memory for sorting.
    case outOfMemory

    /// A sentence that says what is wrong and what to do.
    package var description: String {
        switch self {
        case .empty: "The model returned no logits; try another model file."
        case .notNumbers(let count, let first):
            "The model returned \(count) \(count == 1 ? "logit that isn't a number" : "logits that aren't numbers"), "
                + "the first for token \(first); the model file may be damaged, so fetch it again."
        case .allMinusInfinity(let count):
            "The model ruled out all of its \(count) tokens; the model file may be damaged, so fetch it again."
        case .outOfMemory: "There isn't enough memory to sort a row of logits; close other programs and try again."
        }
    }
}
