import Foundation
import Prompting

extension Prompt {
    /// Returns the passages that stand in what a lane of this prompt sent; nil if they can't be told from the text around them.
    func passages(sentIn body: CompiledBody) -> [Passage]? {
        let texts: [String] =
            switch body {
            case .chat(let messages, _): messages.map(\.text)
            case .completion(let fragments): [fragments.map(\.text).joined()]
            }
        // A private character that no text has.
        let mark = "\u{10FFFD}"
        let values = variables.merging([PromptSources.variable: mark]) { $1 }
        for field in [input, instruction] where field.contains(PromptSources.variable) {
            guard let rendered = try? Template(field).rendered(with: values, in: .input) else { continue }
            let around = rendered.split(separator: mark, omittingEmptySubsequences: false).map { Self.trimmed($0) }
            guard around.count == 2 else { continue }
            for text in texts.reversed() {
                if let found = Self.passages(in: text, between: around[0], and: around[1]) { return found }
            }
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

    private static func passages(in text: String, between before: String, and after: String) -> [Passage]? {
        var rest = text[...]
        if !before.isEmpty {
            guard let start = rest.firstRange(of: before) else { return nil }
            rest = rest[start.upperBound...]
        }
        if !after.isEmpty {
            guard let end = rest.ranges(of: after).last else { return nil }
            rest = rest[..<end.lowerBound]
        }
        let sent = trimmed(rest)
        if sent == PassageText.none { return [] }
        return sent.hasPrefix("[1] ") ? PassageText.passages(in: sent) : nil
    }
}
