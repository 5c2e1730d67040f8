import Evaluation
import Sampling
import Terminal

extension MakingLayer {
    /// Asks for each part of a candidate anew.
    static func edit(
        _ parts: ArraySlice<Candidate.Part>, of id: Int, _ texts: [Candidate.Part.Place: String]
    ) -> [Request] {
        guard let part = parts.first else {
            return texts.isEmpty ? [] : [.effect(.evaluation(.making(.change(id: id, texts))))]
        }
        let question = Question(
            title: part.name, note: "\\n is a line break", text: BackslashEscapes.spelling(part.text)
        ) { typed in
            var texts = texts
            let text = BackslashEscapes.read(typed)
            if text != part.text { texts[part.place] = text }
            return edit(parts.dropFirst(), of: id, texts)
        }
        return [.ask(question)]
    }

    private static func planned(_ choices: MakingChoices, _ change: (inout MakingChoices) -> Void) -> [Request] {
        var choices = choices
        change(&choices)
        return [.making(.plan(choices))]
    }

    /// Returns the question behind a command, after whose answer all is planned anew.
    static func question(_ command: Command, _ choices: MakingChoices) -> Question {
        switch command {
        case .model:
            return Question(
                title: "The model that writes: a name, a path, or a server's", note: "empty: the prompt's",
                text: choices.model ?? "", isPath: true
            ) { text in planned(choices) { $0.model = text.isEmpty ? nil : text } }
        case .place:
            return Question(
                title: "The file that accepted ones go to, ending in .jsonl", note: "empty: the prompt",
                text: choices.file ?? "", isPath: true
            ) { text in planned(choices) { $0.file = text.isEmpty ? nil : text } }
        default:
            return Question(
                title: "Number of candidates that shall wait for you", note: "1 to 1000", text: "\(choices.count)",
                isSelected: true
            ) { text in
                guard let count = Int(text.filter { !$0.isWhitespace }), (1...1000).contains(count) else {
                    return [.say("The number of candidates is a whole number from 1 to 1000.", isError: true)]
                }
                return planned(choices) { $0.count = count }
            }
        }
    }

    /// Asks what is made.
    static func kinds(_ choices: MakingChoices) -> Choice {
        func answer(_ key: Character, _ kind: Candidate.Kind, _ label: String) -> Choice.Answer {
            var choices = choices
            choices.kind = kind
            return Choice.Answer(
                key: Key(key), label: label, hint: kind.rawValue, requests: [.making(.plan(choices))])
        }
        return Choice(
            title: "What is made", lines: [],
            answers: [
                answer("e", .examples, "examples, like those of the prompt"),
                answer("c", .cases, "cases for the test data, with answers"),
                answer("r", .reasoning, "the reasoning of examples that have none"),
                answer("p", .phrasings, "phrasings: other wordings and formats"),
                .back,
            ])
    }

    /// Asks what a judge rates.
    static func ratings(_ choices: MakingChoices) -> Choice {
        func answer(_ key: Character, _ rating: MakingChoices.Rating?, _ label: String) -> Choice.Answer {
            var choices = choices
            choices.rating = rating
            return Choice.Answer(
                key: Key(key), label: label, hint: rating?.rawValue ?? "no judge", requests: [.making(.plan(choices))])
        }
        return Choice(
            title: "What a judge rates",
            lines: ["The judge is the largest model here that doesn't write. What it rates too low falls."],
            answers: [
                answer("a", .accuracy, "accuracy: whether the output is right"),
                answer("h", .helpfulness, "helpfulness: whether the output is of use"),
                answer("n", nil, "nothing: candidates aren't rated"),
                .back,
            ])
    }

    static func explanation(_ look: Look) -> Choice {
        let signs = [Candidate.Standing.waiting, .accepted, .rejected, .dropped].map { $0.sign(look).text }
        return Choice(
            title: "what the columns mean",
            lines: [
                "\(signs[0]) waits for you   \(signs[1]) accepted   \(signs[2]) rejected   \(signs[3]) dropped by a filter",
                "Behind the sign stand the judge's rating, if there is one, the candidate, and why it was kept or dropped.",
                "Each decision is kept at once. What you accept bears the mark of how it was made, with model, settings and seed; ^_ or u takes it out of the prompt.",
                "+ and - move the least rating: candidates that nobody has decided on fall or come back.",
            ], answers: [.back])
    }
}
