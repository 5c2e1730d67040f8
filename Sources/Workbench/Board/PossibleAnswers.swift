import Evaluation
import Prompting

/// The possible answers of the prompt that is being edited. They are listed again only if what says them has changed.
struct PossibleAnswers: Sendable {
    /// The most words of a text that is an answer to choose: the likelihoods of whole sentences would be read after every run.
    private static let mostWords = 3
    /// The most texts to choose from.
    private static let mostTexts = 20

    /// What says the answers.
    private struct Source: Sendable, Hashable {
        var form: AnswerForm
        var testData: [[String: String]]
        var variables: Set<String>
    }

    /// The prompt that was looked at last.
    private var prompt: Prompt?
    private var source: Source?
    /// The answers; nil if the prompt has none that can be listed.
    private(set) var labels: [AnswerLabel]?

    /// Lists the answers of a prompt.
    mutating func settle(_ prompt: Prompt) {
        // Most events are tokens, which leave the prompt as it is. Finding its variables would scan all of its texts.
        guard prompt != self.prompt else { return }
        self.prompt = prompt
        let source = prompt.answer.map { form in
            // Which column of the test data is what depends on the variables.
            let names = prompt.testData.isEmpty ? [] : prompt.variableNames + prompt.variables.keys
            return Source(form: form, testData: prompt.testData, variables: Set(names))
        }
        guard source != self.source else { return }
        self.source = source
        labels = source.flatMap { _ in Self.labels(of: prompt) }
    }

    private static func labels(of prompt: Prompt) -> [AnswerLabel]? {
        guard let labels = try? AnswerLabel.labels(of: prompt) else { return nil }
        guard let form = prompt.answer, let type = try? AnswerType(form), type == .text else { return labels }
        let areShort = labels.allSatisfy { $0.name.split(whereSeparator: \.isWhitespace).count <= mostWords }
        return areShort && labels.count <= mostTexts ? labels : nil
    }
}
