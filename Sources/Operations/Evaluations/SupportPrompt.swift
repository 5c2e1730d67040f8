import Evaluation
import Foundation
import Lanes
import Prompting
import Runtime

/// The question whether a text supports a sentence, as a model is asked it.
enum SupportPrompt {
    /// Returns the probability of yes among yes and no, from the model's own probabilities: nothing is generated. Questions about
    /// one text share all that stands before the sentence, which the model reads once.
    static func support(_ question: SupportQuestion, by engine: any Engine) async throws(EngineError) -> Double {
        let found = try await engine.likelihoods(
            LikelihoodRequest(behind: prompt(question, isChat: engine.hasChatTemplate), ["Yes", "No"]))
        let (yes, no) = (exp(found[0].logProbability), exp(found[1].logProbability))
        return yes + no > 0 ? yes / (yes + no) : 0.5
    }

    /// Returns the prompt. Text and sentence are fields, so that nothing in them is read as a control token.
    static func prompt(_ question: SupportQuestion, isChat: Bool) -> CompiledPrompt {
        let text = "Text:\n\(question.text)\n\nSentence: \(question.sentence)"
        let ask = "\n\nDoes the text support the sentence? Reply with Yes or No."
        return CompiledPrompt(
            technique: .zeroShot,
            body: isChat
                ? .chat(messages: [Message(role: .user, content: text + ask)], opening: "")
                : .completion([Fragment(text, isField: true), Fragment(ask + "\nReply:", isField: false)]))
    }
}
