import Foundation
import Prompting
import Sampling
import TestPrompts
import TestRandom
import Testing
import YAMLText

@testable import Library

/// New prompts, and edits of all kinds of files, read back as they were meant.
struct WritingTests {
    private static let shipped: [String] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Prompts").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { $0.hasSuffix(".yaml") }.map { folder + "/" + $0 }
    }()

    @Test func `random prompts are read back as they were written`() throws {
        var random = RandomPrompts(seed: 1)
        for number in 0..<1500 {
            let prompt = random.prompt()
            do {
                let file = try PromptFile(new: prompt, path: "x")
                let read = try PromptFile(text: file.text, name: "x").prompt
                #expect(read.says(prompt.normalised), "\(number)\n\(file.text)")
            } catch {
                Issue.record("\(number): \(error)")
            }
        }
    }

    @Test func `every hard text is read back in every style`() throws {
        let styles = [
            "input: old\nname: n\n", "input: 'old'\nname: n\n", "input: \"old\"\n", "input: |\n  old\nname: n\n",
            "input: >-\n  old\n",
            "input: |-  # why\n    old\n", "input:\n  old # c\nname: n", "{input: old, name: n}",
            "{\n  \"input\": \"old\",\n  \"name\": \"n\"\n}\n",
            "input: |2\n    old\n", "? input\n: old\n", "input: old # c\r\nname: n\r\n", "input:\nname: n",
            "---\ninput: old\n...\n", "input:",
        ]
        for style in styles {
            for text in RandomPrompts.hard {
                var file = try PromptFile(text: style, name: "x")
                var prompt = file.prompt
                prompt.input = text
                do {
                    try file.update(to: prompt)
                    #expect(file.prompt.input.isSame(as: text), "\(style) \(text)")
                    #expect(file.prompt.says(prompt))
                } catch {
                    Issue.record("\(style.debugDescription) \(text.debugDescription): \(error)")
                }
            }
        }
    }

    @Test(arguments: shipped) func `a shipped prompt keeps its bytes when nothing changes`(path: String) throws {
        var file = try PromptFile(contentsOf: path)
        try file.update(to: file.prompt)
        #expect(Data(file.text.utf8) == (try Data(contentsOf: URL(filePath: path))))
    }

    @Test(arguments: shipped) func `random edits of a shipped prompt are read back`(path: String) throws {
        try editsAreReadBack(
            text: String(contentsOfFile: path, encoding: .utf8), seed: UInt64(path.utf8.count), count: 30)
    }

    @Test(arguments: Samples.all + Samples.small) func `random edits of a file full of oddities are read back`(
        text: String
    ) throws {
        try editsAreReadBack(text: text, seed: UInt64(text.utf8.count), count: 100)
    }

    @Test(arguments: shipped + Samples.all) func `an edit leaves the bytes of all other keys as they are`(
        source: String
    )
        throws
    {
        let text = source.hasSuffix(".yaml") ? try String(contentsOfFile: source, encoding: .utf8) : source
        var random = RandomPrompts(seed: 77)
        let original = try PromptFile(text: text, name: "x")
        let entries = try entries(of: original)
        for _ in 0..<100 {
            var prompt = original.prompt
            random.edit(&prompt)
            let (before, after) = (original.prompt.fields, prompt.normalised.fields)
            let changed = PromptReader.keys.filter { before[$0] != after[$0] }
            var file = original
            let notices = try file.update(to: prompt)
            // `messages` holds several keys, and what an alias stood for is written out where its anchor changed.
            guard entries["messages"] == nil, !text.contains("&") else { continue }
            let now = try self.entries(of: file)
            for (name, bytes) in entries where !changed.contains(name) {
                #expect(now[name] == bytes, "\(changed) were edited:\n\(file.text)")
            }
            #expect(Set(now.keys).subtracting(entries.keys).subtracting(changed + ["input"]).isEmpty)
            // Each comment is there, or it is said that it isn't.
            let comments = text.split(separator: "\n").filter { $0.trimmingCharacters(in: .whitespaces).hasPrefix("#") }
            for comment in comments where !notices.contains(where: { $0.contains("comments were removed") }) {
                #expect(file.text.contains(comment.trimmingCharacters(in: .whitespacesAndNewlines)))
            }
        }
    }

    /// The bytes of each key with its value.
    private func entries(of file: PromptFile) throws -> [String: String] {
        let source = YAMLSource(file: "x", text: file.text.replacing("\u{FEFF}", with: ""))
        guard case .mapping(let entries, _)? = try YAMLComposer.compose(source)?.content else { return [:] }
        let pairs = entries.map {
            ($0.name ?? "", source[$0.key.start..<max($0.key.range.upperBound, $0.value.range.upperBound)])
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private func editsAreReadBack(text: String, seed: UInt64, count: Int) throws {
        var random = RandomPrompts(seed: seed)
        let original = try PromptFile(text: text, name: "x")
        for number in 0..<count {
            var file = original
            for step in 0..<3 {
                var prompt = file.prompt
                for _ in 0...Int.random(in: 0...2, using: &random.random) { random.edit(&prompt) }
                let before = file.text
                do {
                    let notices = try file.update(to: prompt)
                    #expect(file.prompt.says(prompt.normalised))
                    #expect(try PromptFile(text: file.text, name: "x").prompt.says(prompt.normalised))
                    #expect(!notices.contains { $0.contains("anew") }, "\(notices)\n\(before)\n\(file.text)")
                } catch {
                    Issue.record(
                        "\(number).\(step): \(error)\n--- before\n\(before)\n--- wanted\n\(prompt.fields)\n\(error.description)"
                    )
                    break
                }
            }
        }
    }
}
