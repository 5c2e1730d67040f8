import Evaluation
import History
import Library
import Prompting

extension EvaluationOutcome {
    /// Returns the right answers of the lanes, each once, with what they answer: the instruction and the input of the
    /// prompt as it was evaluated, without examples. Of several samples the one that spoke for the answer is taken; one
    /// without a text, as a call of a tool, is left out.
    ///
    /// - Throws: An error if the prompt's text can't be read any more.
    package func accepted(in places: Set<String>) throws -> [AcceptedAnswer] {
        let prompt = try PromptFile(text: record.prompt.text, name: record.prompt.name, places: places).prompt
        var answers: [AcceptedAnswer] = []
        for row in report.rows {
            let question = try question(row.one, of: prompt)
            for (lane, scored) in zip(record.lanes, row.lanes) {
                guard let scored, scored.isCorrect, let text = scored.winner?.textWithoutThoughts, !text.isEmpty
                else { continue }
                let output = PairOutput(
                    prompt: record.prompt.name, lane: lane.name, technique: lane.technique, model: lane.model.name,
                    settings: lane.settings, request: scored.output.request, text: text)
                answers.append(AcceptedAnswer(caseID: row.one.id, question: question, output: output))
            }
        }
        return AcceptedAnswer.distinct(answers)
    }

    private func question(_ one: Case, of prompt: Prompt) throws -> [Message] {
        var prompt = prompt
        if record.data.replacesInput { prompt.input = "{{input}}" }
        let compiled = try prompt.compile(
            technique: .zeroShot, layout: .chat, hasChatTemplate: true,
            variables: record.prompt.variables.merging(one.variables) { $1 })
        guard case .chat(let messages, _) = compiled.body else { return [] }
        return messages
    }
}
