/// Returns whether a grammar allows a token.
package typealias TokenFilter = (Int32) -> Bool

/// The ordered sampler stages that turn a row of logits into the candidates that a token is drawn from.
///
/// It keeps its working memory from one row to the next, so use one funnel for many rows.
package struct Funnel: Sendable {
    /// The settings that it applies.
    package let settings: Settings
    private let stages: [FunnelStage]
    /// The largest number of candidates that can matter.
    private let limit: Int
    private var adjustments: Adjustments
    private var pool = FunnelPool()

    /// Creates a funnel for settings that pass ``Settings/check()``.
    package init(_ settings: Settings) {
        self.settings = settings
        stages = settings.order.stages
        // After top-K no others matter, unless a stage before it looks at them.
        let first = stages.first { ![.logitBias, .penalties, .temperature].contains($0) && $0.isActive(settings) }
        limit = first == .topK ? settings.topK : .max
        adjustments = Adjustments(settings)
    }

    /// Applies all stages to a row.
    ///
    /// - Parameters:
    ///   - row: A complete or partial row; the survivors are the same.
    ///   - history: The tokens before the row's position, with the prompt, for the penalties.
    ///   - filter: Returns whether a grammar allows a token; nil if all are allowed.
    /// - Returns: The survivors, or why a partial row doesn't prove them.
    package mutating func apply(
        to row: Row, history: ArraySlice<Int32>, allowing filter: TokenFilter? = nil
    ) -> FunnelOutcome {
        if let reason = run(row, history, filter, listing: limit, record: { _, _ in }) {
            return .unproven(reason)
        }
        return .kept(survivors)
    }

    /// Applies all stages to a row and reports what each of them did.
    ///
    /// - Parameters:
    ///   - row: A complete or partial row.
    ///   - history: The tokens before the row's position, with the prompt, for the penalties.
    ///   - filter: Returns whether a grammar allows a token; nil if all are allowed.
    ///   - count: The number of candidates to list, with those that were cut.
    /// - Returns: The result, or why a partial row doesn't prove it.
    package mutating func inspect(
        _ row: Row, history: ArraySlice<Int32>, allowing filter: TokenFilter? = nil, listing count: Int = 64
    ) -> Result<FunnelResult, UnprovenReason> {
        var record = FunnelRecord()
        if let reason = run(row, history, filter, listing: .max, record: { record.note($0, $1) }) {
            return .failure(reason)
        }
        return .success(
            record.result(row, pool, survivors, adjustments, listing: count))
    }

    private var survivors: Survivors {
        Survivors(ids: pool.ids, logits: pool.logits, weights: pool.weights, range: pool.range)
    }

    /// Applies all stages. Lists at most `limit` candidates if more can't matter, and calls `record` after each stage.
    private mutating func run(
        _ row: Row, _ history: ArraySlice<Int32>, _ filter: TokenFilter?, listing limit: Int,
        record: (FunnelStage, FunnelPool) -> Void
    ) -> UnprovenReason? {
        if let token = adjustments.prepare(for: row, after: history) { return .missingToken(token) }
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
        for stage in stages {
            if let reason = pool.apply(stage, settings) { return reason }
            record(stage, pool)
        }
        return pool.hasRest ? pool.doubt ?? .tooFewKept(row.candidateCount) : nil
    }
}
