import Prompting
import YAMLText

extension PromptReader {
    /// Reads the phrasings of a prompt with this many examples.
    mutating func phrasings(_ node: YAMLNode, examples: Int) throws(PromptFileError) -> [Phrasing] {
        var phrasings: [Phrasing] = []
        for (index, item) in try list(node, "phrasings").enumerated() {
            let path = "phrasings[\(index)]"
            let phrasing = try self.phrasing(item, path, examples: examples)
            guard !phrasing.name.isEmpty else { throw wrong(item, path, "needs a name.") }
            guard phrasing.name != Phrasing.own else {
                throw wrong(item, path, "is called `\(Phrasing.own)`, which stands for the prompt's own words.")
            }
            guard !phrasings.contains(where: { $0.name.isSame(as: phrasing.name) }) else {
                throw wrong(item, path, "has the name of another: `\(phrasing.name)`.")
            }
            phrasings.append(phrasing)
        }
        return phrasings
    }

    private mutating func phrasing(_ item: YAMLNode, _ path: String, examples: Int) throws(PromptFileError) -> Phrasing
    {
        var phrasing = Phrasing(name: "")
        for entry in try mapping(item, path) {
            let key = "\(path).\(entry.name ?? "")"
            switch entry.name {
            case "name": phrasing.name = try text(entry.value, key)
            case "instruction": phrasing.instruction = try text(entry.value, key)
            case "input": phrasing.input = try text(entry.value, key)
            case "examples": phrasing.examples = try numbers(entry.value, key, of: examples)
            case "labels": try readLabels(entry.value, key, into: &phrasing.wording)
            case "triggers": try readTriggers(entry.value, key, into: &phrasing.wording)
            case "answerSentence": phrasing.wording.answerSentence = try text(entry.value, key)
            case "opening": phrasing.wording.opening = try text(entry.value, key)
            case "origin": phrasing.origin = try text(entry.value, key)
            case "on": phrasing.isOn = try isOn(entry.value, key)
            default: note(unknown: entry.name ?? "", at: entry.key, known: PromptKey.ofPhrasing.map(\.name))
            }
        }
        return phrasing
    }

    /// Reads numbers of examples, each at most once. One that the prompt doesn't have is noted.
    private mutating func numbers(
        _ node: YAMLNode, _ path: String, of count: Int
    ) throws(PromptFileError) -> [Int] {
        var numbers: [Int] = []
        for (index, item) in try list(node, path).enumerated() {
            let word = try text(item, "\(path)[\(index)]")
            guard let number = Int(word), number > 0 else {
                throw wrong(item, "\(path)[\(index)]", "is `\(word)`; it takes the number of an example, from 1.")
            }
            guard !numbers.contains(number) else {
                throw wrong(item, "\(path)[\(index)]", "names example \(number) twice.")
            }
            if number > count { note("`\(path)` names example \(number), which the prompt doesn't have.", at: item) }
            numbers.append(number)
        }
        return numbers
    }

    /// Reads the words and signs around input and output.
    func readLabels(_ node: YAMLNode, _ path: String, into wording: inout WordingPatch) throws(PromptFileError) {
        let labels = try values(node, path, known: ["question", "answer", "separator", "between", "choices"])
        wording.questionLabel = labels["question"] ?? wording.questionLabel
        wording.answerLabel = labels["answer"] ?? wording.answerLabel
        wording.separator = labels["separator"] ?? wording.separator
        wording.between = labels["between"] ?? wording.between
        guard let choices = labels["choices"] else { return }
        guard choices.count(where: { $0 == "A" }) == 1 else {
            throw wrong(
                node, "\(path).choices",
                "is `\(choices)`; it takes the first choice's label with one `A`, such as `(A)`.")
        }
        wording.choiceLabel = choices
    }

    /// Reads the words that zero-shot chain of thought adds.
    func readTriggers(_ node: YAMLNode, _ path: String, into wording: inout WordingPatch) throws(PromptFileError) {
        let triggers = try values(node, path, known: ["reasoning", "answer"])
        wording.reasoningTrigger = triggers["reasoning"] ?? wording.reasoningTrigger
        wording.answerTrigger = triggers["answer"] ?? wording.answerTrigger
    }

    /// Reads whether an example or a phrasing is on.
    func isOn(_ node: YAMLNode, _ path: String) throws(PromptFileError) -> Bool {
        let word = try text(node, path).lowercased()
        guard ["true", "false"].contains(word) else {
            throw wrong(node, path, "is `\(word)`; it takes true or false.")
        }
        return word == "true"
    }
}
