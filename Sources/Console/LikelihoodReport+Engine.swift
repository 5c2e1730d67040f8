import Evaluation
import Lanes
import Prompting
import Reports

extension LikelihoodReport {
    /// Asks an engine how likely it is to go on with each of some texts behind a prompt.
    package init(
        of texts: [String], behind prompt: CompiledPrompt, in engine: any Engine, _ mode: RunMode
    ) throws {
        // A blank that was typed is meant.
        let requests = texts.map { text in
            LikelihoodRequest(
                behind: prompt, [text], spelling: text.hasPrefix(" ") ? .exact : .withAndWithoutBlank, mode: mode)
        }
        let found = try wait {
            var found: [Likelihood] = []
            for request in requests { found += try await engine.likelihoods(request) }
            return found
        }
        self.init(found) { engine.text(of: $0) }
    }

    /// Asks an engine for the shares of a prompt's possible answers where the lane's output begins, as an evaluation by
    /// likelihood reads them for a case.
    ///
    /// - Throws: The reason why answers can't be listed, or don't stand there.
    package init(
        ofAnswersTo prompt: Prompt, as type: AnswerType?, in lane: LaneRequest, on engine: any Engine, _ mode: RunMode
    ) throws {
        try AnswerLabelError.check(lane.prompt.technique, ofLane: lane.name)
        let reading = LabelReading(labels: try AnswerLabel.labels(of: prompt, as: type), mode: mode)
        let request = reading.request(behind: lane.prompt)
        let found = try wait { try await engine.likelihoods(request) }
        self.init(found, answers: reading.scores(in: found)) { engine.text(of: $0) }
    }

    /// Prints the report.
    package func show(as format: TableFormat) throws {
        if format == .json { return try printJSON(self, pretty: true) }
        let terminal = TerminalSize.current
        try printOutput(table(columns: terminal.columns, glyphs: terminal.glyphs))
    }
}
