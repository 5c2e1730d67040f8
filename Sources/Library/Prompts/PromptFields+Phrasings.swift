import Prompting
import YAMLText

extension Prompt {
    /// Returns a phrasing as a file has it: only what it replaces.
    static func value(_ phrasing: Phrasing) -> YAMLValue {
        var pairs = [YAMLPair("name", .text(phrasing.name))]
        func add(_ key: String, _ text: String?) {
            if let text { pairs.append(YAMLPair(key, .text(text))) }
        }
        func add(_ key: String, _ parts: [(String, String?)]) {
            let texts = parts.compactMap { key, text in text.map { YAMLPair(key, .text($0)) } }
            if !texts.isEmpty { pairs.append(YAMLPair(key, .map(texts))) }
        }
        let wording = phrasing.wording
        add("instruction", phrasing.instruction)
        add("input", phrasing.input)
        if let numbers = phrasing.examples {
            pairs.append(YAMLPair("examples", .list(numbers.map { .bare(String($0)) })))
        }
        add(
            "labels",
            [
                ("question", wording.questionLabel), ("answer", wording.answerLabel),
                ("separator", wording.separator), ("between", wording.between), ("choices", wording.choiceLabel),
            ])
        add("triggers", [("reasoning", wording.reasoningTrigger), ("answer", wording.answerTrigger)])
        add("answerSentence", wording.answerSentence)
        add("opening", wording.opening)
        add("origin", phrasing.origin)
        if !phrasing.isOn { pairs.append(YAMLPair("on", .bare("false"))) }
        return .map(pairs)
    }
}
