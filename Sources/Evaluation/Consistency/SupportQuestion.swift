import Foundation
import Lanes
import Prompting

/// The question whether a text supports a sentence.
package struct SupportQuestion: Sendable, Hashable {
    /// The text.
    package var text: String
    /// The sentence.
    package var sentence: String

    /// Creates a question.
    package init(text: String, sentence: String) {
        (self.text, self.sentence) = (text, sentence)
    }

    /// Returns the request that asks a model: nothing is generated. Questions about one text share all that stands before the
    /// sentence, which the model reads once.
    package func request(isChat: Bool) -> LikelihoodRequest {
        LikelihoodRequest(behind: prompt(isChat: isChat), ["Yes", "No"])
    }

    /// Returns the prompt. Text and sentence are fields, so that nothing in them is read as a control token.
    private func prompt(isChat: Bool) -> CompiledPrompt {
        let given = "Text:\n\(text)\n\nSentence: \(sentence)"
        let ask = "\n\nDoes the text support the sentence? Reply with Yes or No."
        return CompiledPrompt(
            technique: .zeroShot,
            body: isChat
                ? .chat(messages: [Message(role: .user, content: given + ask)], opening: "")
                : .completion([Fragment(given, isField: true), Fragment(ask + "\nReply:", isField: false)]))
    }

    /// Returns the probability of yes among yes and no, from the answer to ``request(isChat:)``.
    package static func support(in found: [Likelihood]) -> Double {
        guard found.count == 2 else { return 0.5 }
        let (yes, no) = (exp(found[0].logProbability), exp(found[1].logProbability))
        return yes + no > 0 ? yes / (yes + no) : 0.5
    }
}
