import Evaluation

/// Outputs of lanes, for a judge to compare or to score.
package struct JudgedOutputs: Sendable {
    /// A case with the outputs that answer it.
    package struct Answered: Sendable {
        /// What they answer.
        package var question: VoteRound.Question
        /// At most one output of each lane, in the lanes' order.
        package var outputs: [PairOutput]

        /// Creates a case with its outputs.
        package init(question: VoteRound.Question, outputs: [PairOutput]) {
            (self.question, self.outputs) = (question, outputs)
        }
    }

    /// The prompt's name.
    package let promptName: String
    /// The lanes' names, with the engines that made the outputs.
    package let lanes: [(name: String, backend: Backend)]
    /// The cases with their outputs. A case may come several times, with other outputs.
    package let answered: [Answered]

    /// Takes outputs.
    package init(promptName: String, lanes: [(name: String, backend: Backend)], answered: [Answered]) {
        (self.promptName, self.lanes, self.answered) = (promptName, lanes, answered)
    }

    /// Takes the outputs of an evaluation, without those that failed.
    ///
    /// - Throws: `PromptError` if a case has no question.
    package init(_ outputs: [CaseOutput], of plan: EvaluationPlan) throws {
        let found = Dictionary(grouping: outputs.filter { $0.error == nil }, by: \.id)
        let names = plan.run.lanes.map(\.name)
        self.init(
            promptName: plan.promptName, lanes: plan.lanes.map { ($0.lane.name, $0.backend) },
            answered: try plan.data.cases.map { one in
                let outputs = (found[one.id] ?? []).compactMap(plan.pairOutput)
                return Answered(
                    question: try plan.question(of: one),
                    outputs: names.compactMap { name in outputs.last { $0.lane == name } })
            })
    }

    /// The number of different cases.
    package var cases: Int { Set(answered.map(\.question.caseID)).count }
}
