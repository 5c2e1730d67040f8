import Evaluation
import Foundation
import Lanes
import Library
import Prompting
import Sampling

/// The prompt that a judge is asked with: a prompt file whose variables are filled with the texts to judge.
package struct JudgePrompt: Sendable {
    /// The forms in which a judge is asked.
    package enum Form: String, Sendable, CaseIterable {
        /// Which of two outputs is better.
        case pairwise
        /// A score from 1 to 5 for one output.
        case rubric
        /// A rating from 0 to 5 for one output.
        case rating

        /// The words that a verdict may be.
        package var words: [String] {
            switch self {
            case .pairwise: ["A", "B"]
            case .rubric: ["1", "2", "3", "4", "5"]
            case .rating: ["0", "1", "2", "3", "4", "5"]
            }
        }

        /// Sentences that change the frame's wording and not what it asks.
        var rewordings: [String] {
            self == .pairwise
                ? [
                    "Read both answers to the end before you choose.",
                    "Choose as a careful reader of the request would.",
                ]
                : [
                    "Read the whole answer before you decide.",
                    "Decide as a careful reader of the request would.",
                ]
        }

        fileprivate var variables: [String] {
            self == .pairwise ? ["question", "first", "second"] : ["question", "answer"]
        }
    }

    /// The form.
    package let form: Form
    /// True if the judge is asked for a reason before its verdict.
    package let explains: Bool
    /// True if lines with which both outputs begin or end alike are left out.
    package let foldsSharedParts: Bool
    /// A hash of all that frames the texts: verdicts under another one are another judge's.
    package let instrument: String
    private var prompt: Prompt
    /// The temperature at which a server is asked.
    private var temperature: Double { prompt.modelParameters.temperature ?? 0 }

    /// Takes a prompt file, which must have the form's variables. `variables` replaces values of others.
    package init(
        _ file: PromptFile, form: Form, explains: Bool, foldsSharedParts: Bool = false,
        variables: [String: String] = [:]
    ) throws {
        var prompt = file.prompt
        prompt.variables.merge(variables) { $1 }
        (self.form, self.explains, self.prompt) = (form, explains, prompt)
        self.foldsSharedParts = foldsSharedParts
        let known = Set(file.prompt.variableNames)
        let missing = form.variables.filter { !known.contains($0) }
        guard missing.isEmpty else {
            throw Failure(
                "\(file.prompt.name) is no prompt for a judge that is \(form.rawValue): it lacks "
                    + missing.map { "`{{\($0)}}`" }.joined(separator: ", ") + ".")
        }
        var hash = StableHash()
        for text in [
            form.rawValue, "\(explains)", file.prompt.instruction, file.prompt.input, file.prompt.wording.opening,
        ] {
            hash.add(text)
        }
        if foldsSharedParts { hash.add("folded") }
        if let temperature = prompt.modelParameters.temperature, temperature > 0 { hash.add("at \(temperature)") }
        // A criterion may stand in a variable of the file's own.
        let filled = Set(Form.allCases.flatMap(\.variables) + ["reference"])
        for (name, value) in prompt.variables.sorted(by: { $0.key < $1.key }) where !filled.contains(name) {
            hash.add(name)
            hash.add(value)
        }
        instrument = String(hash.value, radix: 16)
    }

    /// Returns the request about two outputs, in this order; with a sentence added to its frame unless that is nil.
    package func request(
        _ question: VoteRound.Question, _ first: PairOutput, _ second: PairOutput, of judge: Backend,
        adding sentence: String? = nil
    ) throws -> LaneRequest {
        var (one, other) = (first.text, second.text)
        if foldsSharedParts {
            let shared = SharedParts(one, other)
            (one, other) = (shared.folded(one), shared.folded(other))
        }
        return try reworded(by: sentence).request(
            question, ["first": Self.fenced(one), "second": Self.fenced(other)], of: judge)
    }

    /// Returns the request about one output; with a sentence added to its frame unless that is nil.
    package func request(
        _ question: VoteRound.Question, _ output: PairOutput, of judge: Backend, adding sentence: String? = nil
    ) throws -> LaneRequest {
        try reworded(by: sentence).request(question, ["answer": Self.fenced(output.text)], of: judge)
    }

    private func reworded(by sentence: String?) -> JudgePrompt {
        var reworded = self
        if let sentence { reworded.prompt.input = sentence + "\n\n" + prompt.input }
        return reworded
    }

    private func request(
        _ question: VoteRound.Question, _ texts: [String: String], of judge: Backend
    ) throws -> LaneRequest {
        var values = texts
        values["question"] = Self.fenced(question.messages.map(\.text).joined(separator: "\n\n"))
        values["reference"] =
            question.references.first.map { "A right answer, to compare with:\n\(Self.fenced($0))\n\n" } ?? ""
        return try request(filledWith: values, of: judge)
    }

    /// Returns the request about an answer to a question.
    package func request(question: String, answer: String, of judge: Backend) throws -> LaneRequest {
        try request(
            filledWith: ["question": Self.fenced(question), "answer": Self.fenced(answer), "reference": ""], of: judge)
    }

    private func request(filledWith values: [String: String], of judge: Backend) throws -> LaneRequest {
        var prompt = prompt
        // A server isn't made to continue a turn, and a reason comes before the verdict.
        if judge.model == nil || explains { prompt.wording.opening = "" }
        if explains {
            prompt.input +=
                "\nFirst give your reason in one or two sentences. Then write a last line: \(Self.label) and the "
                + (form == .pairwise ? "letter." : "number.")
        }
        // A verdict of one word leaves no room for thoughts.
        var compiled = try prompt.compile(
            technique: .zeroShot, hasChatTemplate: judge.hasChatTemplate, variables: values,
            chat: ChatOptions(thinks: explains ? nil : false))
        if judge.model == nil, !explains {
            let words = form.words.map { "\"\($0)\"" }.joined(separator: " | ")
            compiled.steps[compiled.steps.count - 1].constraint = OutputConstraint(.grammar, "root ::= \(words)")
        }
        var settings = Settings().applying(prompt.modelParameters)
        // A model here says the same each time; a server is asked as the file has it.
        settings.temperature = judge.model == nil ? temperature : 0
        if explains { settings.maxTokens = max(settings.maxTokens, 200) }
        return LaneRequest(name: "judge", prompt: compiled, settings: settings)
    }

    /// The label before a verdict that comes after a reason.
    static let label = "Verdict:"

    /// Returns a text between lines of equals signs, which are longer than any in it.
    static func fenced(_ text: String) -> String {
        var longest = 0
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "=") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "=", count: max(5, longest + 1))
        return "\(fence)\n\(text)\n\(fence)"
    }
}
