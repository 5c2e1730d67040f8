import Evaluation
import Library
import Prompting
import Sampling
import YAMLText

/// Reads a `promptfooconfig.yaml`: each prompt becomes a prompt, providers become its lanes if they differ, and tests
/// its cases.
/// https://www.promptfoo.dev/docs/configuration/reference/
struct PromptfooReader {
    let root: PlacedValue
    let context: ImportContext
    var losses = Losses()
    /// The references that are being followed.
    var openReferences: Set<String> = []
    /// Whether words that were met name models.
    var models: [String: Bool] = [:]
    /// The prompts that are left out, each with the reason.
    private var unread: [String] = []

    init(_ root: PlacedValue, context: ImportContext) {
        self.root = root
        self.context = context
    }

    mutating func prompts() throws(PromptFileError) -> [ImportedPrompt] {
        var shared = Prompt()
        var repeats: Int?
        for (key, value) in try root.entries() where !value.isNothing {
            switch key {
            case "description": shared.description = try value.text()
            case "tags":
                for (name, tag) in try value.entries() { shared.tags.append("\(name): \(try tag.text())") }
            case "evaluateOptions":
                for (name, option) in try value.entries() where !option.isNothing {
                    if name == "repeat", let count = option.scalar.flatMap({ Int($0) }), 1...1000 ~= count {
                        repeats = count > 1 ? count : nil
                    } else {
                        losses.add(option, "says how promptfoo runs; it has no counterpart in Lathe.")
                    }
                }
            case "prompts", "providers", "targets", "tests", "scenarios", "defaultTest", "assertionTemplates": break
            default: losses.add(value, "has no counterpart in Lathe.")
            }
        }
        shared.samples = repeats
        let defaults = try defaultTest()
        var tests = try root["tests"].map { value throws(PromptFileError) in try testList(value) } ?? []
        if let value = root["scenarios"] { tests += try scenarios(value) }
        let around = ([defaults] + tests).flatMap { [$0.prefix, $0.suffix].compactMap(\.self) }
        let surrounding = Set(around.flatMap { Template($0).variables })
        var known: [Set<String>: PromptfooCases] = [:]
        let providers = try readProviders()
        let written = try readPrompts()
        guard !written.isEmpty else {
            let names = unread.isEmpty ? "" : ": \(unread.joined(separator: ", "))"
            throw root.wrong("has no prompt that Lathe can read\(names).")
        }
        let base = shared.description.isEmpty ? context.baseName(root.source.file) : shared.description
        var imported: [ImportedPrompt] = []
        let names = written.enumerated().map { index, text in
            text.label ?? (written.count == 1 ? base : "\(base) \(index + 1)")
        }
        for (text, name) in zip(written, names) {
            var prompt = shared
            let used = surrounding.union(text.turns.flatMap { Template($0.content).variables })
                .intersection(DataSet.namesOfRight)
            let cases = known[used] ?? PromptfooCases(tests, defaults: defaults, used: used)
            known[used] = cases
            for (old, new) in cases.renamed.sorted(by: { $0.key < $1.key }) {
                losses.add(
                    "\(text.place) the variable `\(old)` is called `\(new)`, because `\(old)` would be the right answer to Lathe."
                )
            }
            if let first = cases.undecided.first, let value = root["tests"] ?? root["scenarios"] {
                let count = cases.undecided.count
                let what =
                    count == 1
                    ? "a case without a check (number \(first))"
                    : "\(count) cases without a check (the first is number \(first))"
                losses.add(value, "has \(what). promptfoo lets such pass; an evaluation here leaves them out.")
            }
            losses.names = text.names
            ForeignTurns.fill(
                &prompt, with: cases.surrounding(text.turns), place: text.place, context: context, losses: &losses)
            add(providers.filter { $0.takes(text.words) }, to: &prompt)
            cases.add(to: &prompt)
            prompt.name = text.label ?? (written.count == 1 ? shared.description : name)
            // The label of a prompt without a description is already the file's name.
            if prompt.description == text.label { prompt.description = "" }
            var item = ImportedPrompt(name: name, prompt: prompt)
            item.evaluators = cases.evaluators
            imported.append(item)
        }
        for provider in providers {
            report(
                provider, leftOutOf: zip(written, names).filter { !provider.takes($0.0.words) }.map(\.1),
                of: names.count)
        }
        return imported
    }

    // MARK: prompts

    private struct WrittenPrompt {
        var label: String?
        /// The names that a provider may use for it: its label, its id, its text or its file.
        var words: [String] = []
        var turns: [MessageTurn]
        var place: String
        /// The names in its text.
        var names: ForeignNames
    }

    private static let mostPrompts = 1000

    private mutating func readPrompts() throws(PromptFileError) -> [WrittenPrompt] {
        guard let value = root["prompts"] else { return [] }
        var found: [WrittenPrompt] = []
        if value.isMapping {
            // An older form: files are the keys, labels the values.
            for (file, label) in try value.entries() {
                found += try prompts(in: file, label: Self.label(label), id: nil, at: label)
            }
            return found
        }
        for item in value.isList ? try value.items() : [value] {
            guard found.count < Self.mostPrompts else {
                throw item.wrong("goes beyond the \(Self.mostPrompts) prompts that are read at once. Split the file.")
            }
            guard item.isMapping else {
                found += try prompts(in: try item.text(), label: nil, id: nil, at: item)
                continue
            }
            guard let text = item["raw"] ?? item["id"] ?? item["prompt"] else {
                throw item.wrong("needs `raw` or `id`.")
            }
            for (key, value) in try item.entries()
            where !["raw", "id", "label", "prompt"].contains(key) && !value.isNothing {
                losses.add(value, "has no counterpart in Lathe.")
            }
            found += try prompts(
                in: try text.text(), label: Self.label(item["label"]), id: item["id"]?.scalar, at: text)
        }
        return found
    }

    /// Returns a prompt's label; nil if it is empty.
    private static func label(_ value: PlacedValue?) -> String? {
        guard let text = value?.scalar, !text.trimmingBlanks.isEmpty else { return nil }
        return text
    }

    /// Returns the prompts that a text is, or that the files it names hold.
    private mutating func prompts(
        in word: String, label: String?, id: String?, at value: PlacedValue
    ) throws(PromptFileError) -> [WrittenPrompt] {
        let names = [label, id, word, Self.path(word)].compactMap(\.self)
        guard let path = Self.path(word) else {
            guard !word.contains(/^(exec|langfuse|portkey|helicone|python|package):/) else {
                leaveOut(word, "another program generates it", at: value)
                return []
            }
            return [try prompt(of: word, label: label, names: names, at: value, file: nil)]
        }
        let paths = path.contains("*") ? context.files(path) : [path]
        if paths.isEmpty { leaveOut(word, "there is no such file beside this one", at: value) }
        var found: [WrittenPrompt] = []
        for path in paths {
            guard Self.isText(path) else {
                leaveOut(path, "Lathe runs no programs and reads no such files", at: value)
                continue
            }
            guard let text = context.file(path) else {
                leaveOut(path, "it can't be read beside this file", at: value)
                continue
            }
            let texts = path.hasSuffix(".txt") || path.hasSuffix(".md") ? Self.split(text) : [text]
            for text in texts {
                let name = label ?? (texts.count == 1 ? context.baseName(path) : nil)
                let known = names + [path, name].compactMap(\.self)
                found.append(try prompt(of: text, label: name, names: known, at: value, file: path))
            }
        }
        return found
    }

    /// Returns the prompt that a text is; `file` is the file that consists of it.
    private mutating func prompt(
        of text: String, label: String?, names: [String], at value: PlacedValue, file: String?
    ) throws(PromptFileError) -> WrittenPrompt {
        losses.names = ForeignNames()
        let (turns, place) = try turns(of: text, at: value, file: file)
        return WrittenPrompt(label: label, words: names, turns: turns, place: place, names: losses.names)
    }

    private mutating func leaveOut(_ word: String, _ reason: String, at value: PlacedValue) {
        losses.add(value, "is `\(word)`; \(reason). It is left out.")
        unread.append("`\(word)`, because \(reason)")
    }

    /// Returns the turns of a text, and their place: a list of messages in JSON or YAML, else the text as the user's
    /// turn. `file` is the file that consists of the text.
    private mutating func turns(
        of text: String, at value: PlacedValue, file: String?
    ) throws(PromptFileError) -> (turns: [MessageTurn], place: String) {
        let trimmed = text.trimmingBlanks
        var place = value.place
        if let file {
            let line = text.prefix { $0.isWhitespace }.count(where: \.isNewline) + 1
            place = "\(file), line \(line):"
        }
        if trimmed.hasPrefix("[") || trimmed.hasPrefix("- "),
            let list = try? PlacedValue(text: file == nil ? trimmed : text, name: file ?? value.source.file),
            list.isList, (try? list.items().first?["role"]) != nil
        {
            let path = file == nil ? value.path : ""
            let inside = PlacedValue(node: list.node, path: path, source: list.source)
            return (try ForeignTurns.read(inside, syntax: .jinja, losses: &losses), place)
        }
        let content = TemplateSyntax.jinja.read(trimmed, at: place, losses: &losses)
        return ([MessageTurn(role: .user, content: content)], place)
    }

    /// Returns the path of the file that a word names; nil if it names none.
    static func path(_ word: String) -> String? {
        if word.hasPrefix("file://") { return String(word.dropFirst(7)) }
        let isFile =
            word.wholeMatch(of: /[\w.\/*-]+\.(txt|md|j2|json|jsonl|ya?ml|csv|js|cjs|mjs|ts|py|rb|sh)(:\w+)?/) != nil
        return isFile ? word : nil
    }

    static func isText(_ path: String) -> Bool {
        ["txt", "md", "j2", "json", "yaml", "yml"].contains { path.hasSuffix("." + $0) }
    }

    /// Returns the texts between lines of dashes. Empty lines are added above each, so that its line numbers are those
    /// of the file.
    private static func split(_ text: String) -> [String] {
        var parts: [[Substring]] = [[]]
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.trimmingCharacters(in: .whitespaces) == "---" {
                parts.append(Array(repeating: "", count: number + 1))
            } else {
                parts[parts.count - 1].append(line)
            }
        }
        return parts.map { $0.joined(separator: "\n") }.filter { !$0.trimmingBlanks.isEmpty }
    }
}
