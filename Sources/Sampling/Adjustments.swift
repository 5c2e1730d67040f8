internal import CSampling

/// The tokens whose logits the first stages change (biases, penalties, DRY), with their logits before and after.
struct Adjustments {
    struct Change {
        let token: Int32
        var bias = 0.0
        /// How often the token occurs in the penalty window.
        var occurrences = 0
        /// What DRY subtracts.
        var repetition = 0.0
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
    /// The stages that change logits, in their order.
    private let stages: [FunnelStage]
    private let hasPenalties: Bool
    private var repetitions: Repetitions?
    private var window: [Int32] = []
    /// One bit for each of 4096 classes of tokens, so that most candidates needn't be searched for.
    private var classes = [UInt64](repeating: 0, count: 64)

    private static func `class`(of token: Int32) -> Int { Int(token >> 6) & 63 }
    private static func bit(of token: Int32) -> UInt64 { 1 << UInt64(token & 63) }

    /// Creates the adjustments that these stages make.
    init(_ settings: Settings, _ stages: [FunnelStage]) {
        self.settings = settings
        self.stages = stages.filter { $0.isActive(settings) }
        biases =
            self.stages.contains(.logitBias)
            ? settings.logitBias.sorted { $0.key < $1.key }.map { Change(token: $0.key, bias: $0.value) } : []
        hasPenalties = self.stages.contains(.penalties)
        repetitions = self.stages.contains(.dry) ? Repetitions(settings) : nil
    }

    /// Finds what changes in `row` after `history`. Returns a token whose logit isn't known; nil if there is none.
    mutating func prepare(for row: Row, after history: ArraySlice<Int32>, _ spelling: TokenSpelling?) -> Int32? {
        positions.removeAll(keepingCapacity: true)
        outside = (0, 0, 0)
        collect(history, spelling)
        changes.removeAll { $0.token < 0 || Int($0.token) >= row.vocabularySize }
        if changes.isEmpty { return nil }
        if let missing = locate(in: row) { return missing }
        for index in changes.indices { changes[index].adjusted = adjusted(changes[index]) }
        changes.removeAll { $0.adjusted == -.infinity }
        changes.sort { ($0.adjusted, $1.token) > ($1.adjusted, $0.token) }
        return nil
    }

    /// Returns the logits that the stages make of `values` of tokens; tokens that they don't change are left out.
    mutating func adjusted(
        _ values: (Int32) -> Double?, after history: ArraySlice<Int32>, _ spelling: TokenSpelling?
    ) -> [Int32: Double] {
        collect(history, spelling)
        var results: [Int32: Double] = [:]
        for index in changes.indices {
            guard let value = values(changes[index].token) else { continue }
            changes[index].raw = value
            results[changes[index].token] = adjusted(changes[index])
        }
        return results
    }

    /// The tokens whose logits a stage changed.
    func tokens(changedBy stage: FunnelStage) -> [Int32] {
        switch stage {
        case .logitBias: changes.filter { $0.bias != 0 }.map(\.token)
        case .penalties: changes.filter { $0.occurrences > 0 }.map(\.token)
        case .dry: changes.filter { $0.repetition > 0 }.map(\.token)
        default: []
        }
    }

    /// Lists the tokens with a bias, those of the window and those that would repeat, sorted by token.
    private mutating func collect(_ history: ArraySlice<Int32>, _ spelling: TokenSpelling?) {
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
                changes.append(Change(token: token))
            }
            let start = next
            while next < window.count, window[next] == token { next += 1 }
            changes[changes.count - 1].occurrences = next - start
        }
        for continuation in repetitions?.continuations(after: history, spelling) ?? [] {
            if let index = index(of: continuation.token) {
                changes[index].repetition = continuation.penalty
            } else {
                let place = changes.firstIndex { $0.token > continuation.token } ?? changes.count
                changes.insert(Change(token: continuation.token, repetition: continuation.penalty), at: place)
            }
        }
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

    /// Returns the logit after the stages, computed like llama.cpp's `llama_sampler_logit_bias_apply`,
    /// `llama_sampler_penalties_apply` and `llama_sampler_dry_apply`.
    private func adjusted(_ change: Change) -> Double {
        var logit = change.raw
        for stage in stages {
            switch stage {
            case .logitBias: logit += change.bias
            case .penalties where change.occurrences > 0:
                logit = logit <= 0 ? logit * settings.repeatPenalty : logit / settings.repeatPenalty
                logit = logit - Double(change.occurrences) * settings.frequencyPenalty - settings.presencePenalty
            case .dry: logit -= change.repetition
            default: break
            }
        }
        return logit
    }
}
