import Lanes
import Operations
import Reports
import Sampling

extension NextReport {
    /// Creates the report of what a lane's funnel leaves of a distribution, with its `top` candidates. Draws that many tokens
    /// and counts them if `draws` is given.
    package init(
        of next: NextToken, _ lane: LaneRequest, on engine: any Engine, top: Int, draws: Int?
    ) throws {
        var funnel = Funnel(lane.settings)
        let result: FunnelResult
        let place = FunnelPlace(
            noise: NoiseKey(seed: lane.settings.seed, index: 0),
            spelling: { Array(engine.text(of: $0).utf8) })
        switch funnel.inspect(next.row, history: next.history[...], allowing: next.filter, at: place, listing: top) {
        case .success(let told): result = told
        case .failure(let reason): throw Failure("\(reason)")
        }
        let counts = draws.map { draws in
            Funnel.draws(
                from: next.row, (0..<draws).lazy.map { NoiseKey(seed: lane.settings.seed, case: UInt64($0), index: 0) },
                lane.settings, history: next.history[...], allowing: next.filter, at: place)
        }
        self.init(result: result, counts: counts, vocabulary: next.row.vocabularySize) { engine.text(of: $0) }
    }

    /// Prints the report.
    package func show(as format: TableFormat) throws {
        if format == .json { return try printJSON(self, pretty: true) }
        let terminal = TerminalSize.current
        try printOutput(table(columns: terminal.columns, glyphs: terminal.glyphs) + "\n")
    }
}
