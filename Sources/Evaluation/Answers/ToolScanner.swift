import JSONText
import Lanes

/// Finds calls of tools that are written as JSON with `name` and `arguments`. An evaluation doesn't look for them in
/// texts: there the calls of an output are known.
struct ToolScanner: AnswerScanner {
    func search(_ region: AnswerRegion, pick: AnswerPick) -> AnswerSearch {
        var picked: String?
        for value in JSONInText(region.text) {
            guard let call = ToolCall(value) else { continue }
            picked = call.text
            if region.isAnnounced || pick == .first { break }
        }
        return picked.map(AnswerSearch.found) ?? .nothing(region.kind.missing("call"))
    }

    func isSame(_ first: String, _ second: String) -> Bool { first == second }

    func canonical(_ expected: String) -> String? {
        let text = expected.trimmingSpaces
        guard !text.isEmpty else { return nil }
        return (try? JSONValue(reading: text)).flatMap { ToolCall($0) }?.text ?? text
    }
}
