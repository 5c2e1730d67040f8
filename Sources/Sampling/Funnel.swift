/// Returns whether a grammar allows a token.
package typealias TokenFilter = (Int32) -> Bool

/// The ordered sampler stages that turn a row of logits into the candidates that a token is drawn from.
///
/// It keeps its working memory from one row to the next, so use one funnel for many rows.
package struct Funnel: Sendable {
    /// The settings that it applies.
    package let settings: Settings
    /// The stages behind the first ones, which only change logits.
    private let stages: [FunnelStage]
    /// The stages that only change logits and come before all others.
    private let first: [FunnelStage]
    /// The largest number of candidates that can matter.
    private let limit: Int
    private var adjustments: Adjustments
    /// The changes of stages that stand behind others.
    private var later: [FunnelStage: Adjustments] = [:]
    private let initialSteering: Double
    private var pool = FunnelPool()

    /// Creates a funnel for settings that pass ``Settings/check()``.
    package init(_ settings: Settings) {
        self.settings = settings
        let all = settings.stages.filter { !$0.isLeftOut || $0.isActive(settings) }
        first = Array(all.prefix(while: \.isAdjusting))
        stages = Array(all.dropFirst(first.count))
        // After top-K no others matter, unless a stage before it looks at them.
        let cut = stages.first {
            $0.isActive(settings) && ($0 != .temperature || settings.dynatempRange > 0 && !settings.isMirostat)
        }
        limit = cut == .topK ? settings.topK : .max
        adjustments = Adjustments(settings, first)
        for stage in stages where stage.isAdjusting && stage.isActive(settings) {
            later[stage] = Adjustments(settings, [stage])
        }
        initialSteering = FunnelMemory(settings).steering ?? 0
    }

    /// Applies all stages to a row.
    ///
    /// - Parameters:
    ///   - row: A complete or partial row; the survivors are the same.
    ///   - history: The tokens before the row's position, with the prompt, for the penalties and DRY.
    ///   - filter: Returns whether a grammar allows a token; nil if all are allowed.
    ///   - place: What some stages need to know besides.
    /// - Returns: The survivors, or why a partial row doesn't prove them.
    package mutating func apply(
        to row: Row, history: ArraySlice<Int32>, allowing filter: TokenFilter? = nil,
        at place: FunnelPlace = FunnelPlace()
    ) -> FunnelOutcome {
        if let reason = run(row, history, filter, place, listing: limit, record: { _, _ in }) {
            return .unproven(reason)
        }
        return .kept(survivors)
    }

    /// Applies all stages to a row and reports what each of them did.
    ///
    /// - Parameters:
    ///   - row: A complete or partial row.
    ///   - history: The tokens before the row's position, with the prompt, for the penalties and DRY.
    ///   - filter: Returns whether a grammar allows a token; nil if all are allowed.
    ///   - place: What some stages need to know besides.
    ///   - count: The number of candidates to list, with those that were cut.
    /// - Returns: The result, or why a partial row doesn't prove it.
    package mutating func inspect(
        _ row: Row, history: ArraySlice<Int32>, allowing filter: TokenFilter? = nil,
        at place: FunnelPlace = FunnelPlace(), listing count: Int = 64
    ) -> Result<FunnelResult, UnprovenReason> {
        var record = FunnelRecord()
        if let reason = run(row, history, filter, place, listing: .max, record: { record.note($0, $1) }) {
            return .failure(reason)
        }
        return .success(record.result(row, pool, survivors, adjustments, listing: count))
    }

    /// Draws a token from a complete row with each of these keys, and returns how often each token was drawn.
    package static func draws(
        from row: Row, _ keys: some Sequence<NoiseKey>, _ settings: Settings, history: ArraySlice<Int32>,
        allowing filter: TokenFilter?, at place: FunnelPlace
    ) -> [Int32: Int] {
        // With XTC there are two sets of survivors.
        let sets = [0.0, 1].map { probability -> Survivors? in
            var fixed = settings
            if settings.xtcProbability > 0 { fixed.xtcProbability = probability }
            var funnel = Funnel(fixed)
            guard case .kept(let survivors) = funnel.apply(to: row, history: history, allowing: filter, at: place)
            else { return nil }
            return survivors
        }
        return keys.reduce(into: [:]) { counts, key in
            guard let survivors = sets[Noise.chance(key) < settings.xtcProbability ? 1 : 0] else { return }
            counts[survivors.draw(key), default: 0] += 1
        }
    }

    private var survivors: Survivors {
        Survivors(
            ids: pool.ids, logits: pool.logits, weights: pool.weights, range: pool.range, aimedAt: pool.aimedAt)
    }

    /// Applies all stages. Lists at most `limit` candidates if more can't matter, and calls `record` after each stage.
    private mutating func run(
        _ row: Row, _ history: ArraySlice<Int32>, _ filter: TokenFilter?, _ place: FunnelPlace, listing limit: Int,
        record: (FunnelStage, FunnelPool) -> Void
    ) -> UnprovenReason? {
        if let token = adjustments.prepare(for: row, after: history, place.spelling) { return .missingToken(token) }
        // Many candidates may be ruled out, so all are listed, unless a few of a complete row are enough.
        var listed = filter == nil ? limit : row.isComplete && limit < 500 ? 8 * limit : .max
        pool.fill(row, adjustments, filter, limit: listed)
        if filter != nil, pool.listedCount < limit, listed != .max {
            listed = .max
            pool.fill(row, adjustments, filter, limit: listed)
        }
        if pool.hasRest && pool.certain < limit && pool.listedCount == limit && filter == nil {
            pool.fill(row, adjustments, nil, limit: .max)
        }
        if pool.certain == 0 {
            return filter == nil ? .allLowered(row.candidateCount) : .allRuledOut(row.candidateCount)
        }
        if filter != nil { record(.grammar, pool) }
        for stage in first { record(stage, pool) }
        for stage in stages {
            pool.figure = nil
            pool.bent.removeAll()
            if let reason = apply(stage, history, place) { return reason }
            record(stage, pool)
        }
        return pool.hasRest ? pool.doubt ?? .tooFewKept(row.candidateCount) : nil
    }

    private mutating func apply(
        _ stage: FunnelStage, _ history: ArraySlice<Int32>, _ place: FunnelPlace
    ) -> UnprovenReason? {
        guard stage.isAdjusting else {
            return pool.apply(
                stage, settings,
                draws: { place.noise.map { Noise.chance($0) < settings.xtcProbability } ?? false },
                steering: place.steering ?? initialSteering)
        }
        guard var changes = later[stage] else { return nil }
        let reason = pool.change(stage) { changes.adjusted($0, after: history, place.spelling) }
        later[stage] = changes
        return reason
    }
}
