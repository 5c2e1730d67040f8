import JSONText
import Lanes

/// Finds calls of tools that are written as JSON with `name` and `arguments`. An evaluation doesn't look for them in
/// texts: there the calls of an output are known.
struct ToolScanner: AnswerScanner {
    func search(_ text: Substring, pick: AnswerPick, followsSentence: Bool) -> AnswerSearch {
        var picked = PickedReading<String>(pick)
        for value in JSONInText(String(text)) {
            if let call = ToolCall(value) { picked.add(call.text) }
            if picked.isSettled { break }
        }
        return picked.search
    }

    func canonical(_ expected: String) -> String? {
        let text = expected.trimmingSpaces
        guard !text.isEmpty else { return nil }
        return (try? JSONValue(reading: text)).flatMap { ToolCall($0) }?.text ?? text
    }
}
