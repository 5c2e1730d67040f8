import Prompting

/// What keeps a text from being another wording of a prompt's instruction.
package struct InstructionCheck: Sendable {
    /// The variables of the instruction.
    private let known: Set<String>
    /// Those that stand nowhere else, so that a wording without them would lose what they hold.
    package let needed: [String]
    /// The possible answers that the instruction names.
    package let answers: [String]
    /// The largest number of words.
    private static let mostWords = 150

    /// Takes the instruction of a prompt and the possible answers; none if there is no list of them.
    package init(_ prompt: Prompt, answers: [String]) {
        let variables = Template(prompt.instruction).variables
        known = Set(variables)
        let others = Set(Template(prompt.input).variables)
        needed = variables.filter { !others.contains($0) }
        self.answers = answers.filter { Self.names($0, in: prompt.instruction) }
    }

    /// Returns why a text can't be another wording; nil if it can. Filters that are `off` drop nothing.
    package func fault(in text: String, without off: Set<CandidateFilter>) -> Candidate.Drop? {
        if text.isEmpty { return Candidate.Drop(.empty) }
        let variables = Template(text).variables
        if let name = variables.first(where: { !known.contains($0) })
            ?? needed.first(where: { !variables.contains($0) })
        {
            return Candidate.Drop(.variables, name)
        }
        if !off.contains(.long), text.split(whereSeparator: \.isWhitespace).count > Self.mostWords {
            return Candidate.Drop(.long)
        }
        guard !off.contains(.answers) else { return nil }
        return answers.first { !Self.names($0, in: text) }.map { Candidate.Drop(.answers, $0) }
    }

    /// Returns whether a text names an answer: as words of its own in Latin letters, so that `no` isn't in `not`, else
    /// anywhere, since particles follow without a space.
    private static func names(_ answer: String, in text: String) -> Bool {
        let words = words(of: answer)
        guard answer.allSatisfy(\.isASCII), !words.isEmpty else {
            return text.lowercased().contains(answer.lowercased())
        }
        return " \(self.words(of: text).joined(separator: " ")) ".contains(" \(words.joined(separator: " ")) ")
    }

    private static func words(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
