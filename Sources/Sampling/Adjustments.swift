internal import CSampling

/// The tokens whose logits a bias or penalty changes, with their logits before and after.
struct Adjustments {
    struct Change {
        let token: Int32
        let bias: Double
        /// How often the token occurs in the penalty window.
        var occurrences: Int
        var raw = -Double.infinity
        var adjusted = -Double.infinity
    }

    /// The changed tokens of a row that are known, the largest adjusted logit first; equal ones are sorted by token.
    private(set) var changes: [Change] = []
    /// The indices of changed tokens among the row's candidates, ascending.
    private(set) var positions: [Int] = []
    /// Probability, p ln p and number of changed tokens outside the candidates, before the change.
    private(set) var outside = (mass: 0.0, moment: 0.0, count: 0)

    private let biases: [Change]
    private let settings: Settings
    private let hasPenalties: Bool
    private var window: [Int32] = []
    /// One bit for each of 4096 classes of tokens, so that most candidates needn't be searched for.
    private var classes = [UInt64](repeating: 0, count: 64)

    private static func `class`(of token: Int32) -> Int { Int(token >> 6) & 63 }
    private static func bit(of token: Int32) -> UInt64 { 1 << UInt64(token & 63) }

    init(_ settings: Settings) {
        self.settings = settings
        biases = settings.logitBias.sorted { $0.key < $1.key }
            .map { Change(token: $0.key, bias: $0.value, occurrences: 0) }
        hasPenalties = FunnelStage.penalties.isActive(settings)
    }

    /// Finds what changes in `row` after `history`. Returns a token whose logit isn't known; nil if there is none.
    mutating func prepare(for row: Row, after history: ArraySlice<Int32>) -> Int32? {
        positions.removeAll(keepingCapacity: true)
        outside = (0, 0, 0)
        collect(history, vocabularySize: row.vocabularySize)
        if changes.isEmpty { return nil }
        if let missing = locate(in: row) { return missing }
        for index in changes.indices { changes[index].adjusted = adjusted(changes[index]) }
        changes.removeAll { $0.adjusted == -.infinity }
        changes.sort { ($0.adjusted, $1.token) > ($1.adjusted, $0.token) }
        return nil
    }

    /// Lists the tokens with a bias and those of the window, sorted by token.
    private mutating func collect(_ history: ArraySlice<Int32>, vocabularySize: Int) {
        changes.removeAll(keepingCapacity: true)
        window.removeAll(keepingCapacity: true)
        if hasPenalties {
            window.append(contentsOf: settings.repeatLastN < 0 ? history : history.suffix(settings.repeatLastN))
            window.sort()
        }
        var next = 0
        var bias = 0
        while next < window.count || bias < biases.count {
            let token: Int32
            if bias < biases.count, next >= window.count || biases[bias].token <= window[next] {
                token = biases[bias].token
                changes.append(biases[bias])
                bias += 1
            } else {
                token = window[next]
                changes.append(Change(token: token, bias: 0, occurrences: 0))
            }
            let start = next
            while next < window.count, window[next] == token { next += 1 }
            changes[changes.count - 1].occurrences = next - start
        }
        changes.removeAll { $0.token < 0 || Int($0.token) >= vocabularySize }
    }

    /// Finds the raw logits: of extras by search, of candidates in one pass.
    private mutating func locate(in row: Row) -> Int32? {
        var sought = changes.count
        for extra in row.extras {
            guard let index = index(of: extra.id) else { continue }
            changes[index].raw = Double(extra.logit)
            sought -= 1
            if extra.logit == -.infinity { continue }
            let logarithm = Double(extra.logit) - row.logSumExp
            let probability = exponential(logarithm)
            outside.mass += probability
            outside.moment += probability * logarithm
            outside.count += 1
        }
        if sought > 0 {
            for change in changes { classes[Self.class(of: change.token)] |= Self.bit(of: change.token) }
            defer { for change in changes { classes[Self.class(of: change.token)] = 0 } }
            row.stored.withUnsafeBufferPointer { candidates in
                for position in candidates.indices {
                    let token = candidates[position].token
                    if classes[Self.class(of: token)] & Self.bit(of: token) == 0 { continue }
                    guard let index = index(of: token) else { continue }
                    changes[index].raw = Double(candidates[position].logit)
                    positions.append(position)
                    sought -= 1
                    if sought == 0 { break }
                }
            }
        }
        if sought == 0 || row.isComplete { return nil }
        let extras = row.extras
        return changes.first { change in
            change.raw == -.infinity && !extras.contains { $0.id == change.token }
        }?.token
    }

    /// Logits before the change, by token.
    var rawLogits: [Int32: Double] {
        Dictionary(changes.map { ($0.token, $0.raw) }, uniquingKeysWith: { first, _ in first })
    }

    private func index(of token: Int32) -> Int? {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].token < token { low = middle + 1 } else { high = middle }
        }
        return low < changes.count && changes[low].token == token ? low : nil
    }

    /// Returns the logit after bias and penalties, computed like llama.cpp's `llama_sampler_logit_bias_apply` and then
    /// `llama_sampler_penalties_apply`.
    private func adjusted(_ change: Change) -> Double {
        let biased = change.raw + change.bias
        if change.occurrences == 0 { return biased }
        let repeated = biased <= 0 ? biased * settings.repeatPenalty : biased / settings.repeatPenalty
        return repeated - Double(change.occurrences) * settings.frequencyPenalty - settings.presencePenalty
    }
}
