import Library
import Prompting
import Terminal
import TextLayout

extension Choice {
    /// Returns the question about a file that another program changed. `mine` is the prompt that the screen would save.
    static func aboutChangedFile(_ path: String, _ now: Prompt?, mine: Prompt) -> Choice {
        var lines = [path, "Another program changed it since Lathe read it. Words that differ, the file's first:"]
        if let now {
            let difference = PromptDifference(now, mine)
            lines += difference.parts.isEmpty ? ["nothing that the screen can show"] : difference.parts.map(words)
        } else {
            lines.append("The file is no longer a valid prompt.")
        }
        return Choice(
            title: "The file was changed", lines: lines,
            answers: [
                .init(
                    key: Key("r"), label: "read the file again; your changes stay as a draft", hint: "read it again",
                    requests: [.open(path)]),
                .init(
                    key: Key("s"), label: "save yours anyway; the file stays as a version", hint: "save yours",
                    requests: [.saveAllTheSame(path)]),
                .init(key: Key(.escape), label: "go on editing", hint: "go on editing"),
            ])
    }

    /// Returns the differing words of a part, on a line.
    private static func words(of part: PromptDifference.Part) -> String {
        let (first, second) = (part.first ?? "", part.second ?? "")
        let difference = WordDifference(first, second)
        func phrases(_ text: String, _ ranges: [Range<Int>]) -> String {
            let bytes = Array(text.utf8)
            var joined: [Range<Int>] = []
            for range in ranges {
                // Words with only spaces between them are one phrase.
                if let last = joined.last, bytes[last.upperBound..<range.lowerBound].allSatisfy({ $0 == 0x20 }) {
                    joined[joined.count - 1] = last.lowerBound..<range.upperBound
                } else {
                    joined.append(range)
                }
            }
            let parts = joined.prefix(6).map { String(decoding: bytes[$0], as: UTF8.self) }
            return parts.isEmpty ? "nothing" : "“" + parts.joined(separator: " … ") + "”"
        }
        return "\(part.name): \(phrases(first, difference.inFirst)) → \(phrases(second, difference.inSecond))"
    }

    /// Returns the question about unsaved work. `others` is the number of prompts with more of it.
    static func about(_ found: FoundDraft, others: Int) -> Choice {
        let draft = found.draft
        let name = draft.path ?? (draft.prompt.name.isEmpty ? "a prompt without a name" : draft.prompt.name)
        return Choice(
            title: others == 0 ? "Unsaved work" : "Unsaved work, and \(others) more",
            lines: ["Lathe ended before \(name) was saved.", draft.prompt.instruction, draft.prompt.input].filter {
                !$0.isEmpty
            },
            answers: [
                .init(
                    key: Key(.enter), label: "continue with it", hint: "continue",
                    requests: [.restoreDraft(found)]),
                .init(
                    key: Key("d"), label: "throw it away", hint: "throw it away", requests: [.discardDraft(found)]),
                .init(
                    key: Key(.escape), label: "leave it; the library (^O) lists it first", hint: "later", requests: []),
            ])
    }
}
