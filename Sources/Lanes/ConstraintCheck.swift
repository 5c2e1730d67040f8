import Constraints
import JSONText
import Prompting

extension CompiledPrompt {
    /// Returns a sentence that says how many outputs don't fit what the prompt asks of the answer, with the reason for the
    /// first of them; nil if all fit.
    ///
    /// An output under a grammar may still not fit: one that is cut off at its limit of tokens, or one that breaks a part of a
    /// schema that the grammar lacks. A server may not keep to the constraint at all.
    package func misfitNotice(of samples: [SampleResult]) -> String? {
        guard let constraint = steps.last?.constraint, let check = ConstraintCheck(constraint) else { return nil }
        let reasons = samples.compactMap { sample -> String? in
            guard sample.stages.count == steps.count, let stage = sample.stages.last, sample.calls.isEmpty,
                [.end, .stop, .length].contains(stage.finish)
            else { return nil }
            return check.problem(with: stage)
        }
        guard let first = reasons.first else { return nil }
        let form = constraint.language == .schema ? "schema" : "grammar"
        let outputs =
            samples.count == 1
            ? "The answer doesn't fit the \(form)"
            : "\(reasons.count) of \(samples.count) answers don't fit the \(form)"
        return "\(outputs): \(first)"
    }
}

/// Checks an output against a constraint, without the model.
struct ConstraintCheck {
    private enum Form {
        case grammar(GrammarFollower)
        case schema(JSONSchema)
    }

    private let form: Form
    private let after: String?

    /// Prepares a check; nil if the constraint can't be read, or names tokens, which a text doesn't show.
    init?(_ constraint: OutputConstraint) {
        after = constraint.after
        switch constraint.language {
        case .grammar:
            guard let grammar = try? Grammar(constraint.text), !grammar.namesTokens,
                let follower = try? GrammarFollower(grammar)
            else { return nil }
            form = .grammar(follower)
        case .schema:
            guard let value = try? JSONValue(reading: constraint.text), let schema = try? JSONSchema(value) else {
                return nil
            }
            form = .schema(schema)
        }
    }

    /// Returns the reason why a stage's text doesn't fit, as a sentence; nil if it fits.
    func problem(with stage: StageResult) -> String? {
        // All of it has to fit, or what stands behind the sentence.
        let answer = after.map { AnswerSentence($0).text(behindFirstIn: stage.text) } ?? stage.text[...]
        guard let text = answer.map(String.init) else {
            return "it lacks the sentence \"\(after ?? "")\", behind which the answer would stand."
        }
        // The token that completes the sentence may hold a colon or a space too.
        let rest = String(text.drop { $0 == ":" || $0 == " " })
        guard let problem = problem(with: text), after == nil || self.problem(with: rest) != nil else { return nil }
        return stage.finish == .length ? "it was cut off at its limit of tokens." : problem
    }

    private func problem(with text: String) -> String? {
        switch form {
        case .grammar(var follower):
            var state = follower.start
            for (index, byte) in text.utf8.enumerated() {
                guard let next = try? follower.state(after: [byte], from: state) else {
                    let rest = String(decoding: text.utf8.dropFirst(index).prefix(30), as: UTF8.self)
                    return "it goes its own way from \"\(rest)\" on."
                }
                state = next
            }
            return follower.mayEnd(state) ? nil : "it ends too early."
        case .schema(let schema):
            do throws(JSONMistake) {
                return schema.validate(try JSONValue(reading: text)).first.map { $0.sentence + "." }
            } catch {
                return "it \(error)."
            }
        }
    }
}
