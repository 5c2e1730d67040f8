import Prompting
import YAMLText

/// The text of a prompt file while it is edited key by key. After each step the text is read again and must give the
/// prompt that was meant.
struct PromptEdit {
    private(set) var source: YAMLSource
    private(set) var root: YAMLNode
    private(set) var prompt: Prompt
    private(set) var notices: [String] = []

    private let places: Set<String>

    init(file: String, text: String, places: Set<String>) throws(PromptFileError) {
        self.places = places
        source = YAMLSource(file: file, text: text)
        guard let root = try source.tree(), !root.isEmpty else { throw .empty(file: file) }
        self.root = root
        var reader = PromptReader(source: source, places: places)
        prompt = try reader.prompt(from: root)
    }

    mutating func note(_ notice: String) { notices.append(notice) }

    private var entries: [YAMLEntry] {
        if case .mapping(let entries, _) = root.content { entries } else { [] }
    }

    private func hasKey(_ key: String) -> Bool { entries.contains { $0.name == key } }

    /// Changes the file so that it says `wanted`.
    mutating func update(to wanted: Prompt) throws(PromptFileError) {
        if hasKey("messages") { try updateMessages(to: wanted) }
        let old = prompt.fields
        let new = wanted.fields
        // Removals come last, so that the file is never empty.
        let changed = PromptReader.keys.filter { old[$0] != new[$0] }
        for key in changed.filter({ new[$0] != nil }) + changed.filter({ new[$0] == nil }) {
            var expected = prompt
            expected.take(key, from: wanted)
            if key == "examples", hasKey("messages"), !hasKey("examples") {
                notices.append(
                    "\(source.file): `messages` can't hold reasoning, images, origins or examples that are off, so all examples also stand "
                        + "under `examples`. Other programs see those in `messages`.")
            }
            if key == "turns", hasKey("messages"), new[key] != nil {
                notices.append(
                    "\(source.file): its `turns` stand beside `messages`, where other programs don't see them.")
            }
            try set(key, from: prompt.fields, to: expected.fields, expected: expected)
        }
    }

    private mutating func updateMessages(to wanted: Prompt) throws(PromptFileError) {
        guard let node = entries.first(where: { $0.name == "messages" })?.value else { return }
        var items: [YAMLNode] = []
        if case .sequence(let nodes, _) = node.content { items = nodes }
        let turns = items.compactMap { item -> MessageTurn? in
            guard case .mapping(let entries, _) = item.content else { return nil }
            func text(_ key: String) -> String? {
                entries.first { $0.name == key }.flatMap { YAMLValue($0.value)?.scalar }
            }
            guard let role = text("role").flatMap(Role.init(rawValue:)), let content = text("content") else {
                return nil
            }
            return MessageTurn(role: role, content: content)
        }
        let new = MessageParts(turns).turns(for: wanted)
        guard turns.count == items.count,
            new != turns || !zip(new, turns).allSatisfy({ $0.content.isSame(as: $1.content) })
        else { return }
        var expected = prompt
        for key in ["instruction", "input", "opening"] where !hasKey(key) { expected.take(key, from: wanted) }
        if !hasKey("examples") { expected.examples = MessageParts.expressible(wanted.examples) }
        let same = prompt.fields.filter { !["instruction", "examples", "input", "opening"].contains($0.key) }
        try set(
            "messages", from: same + [YAMLPair("messages", Self.value(turns))],
            to: same + [YAMLPair("messages", Self.value(new))], expected: expected)
    }

    private static func value(_ turns: [MessageTurn]) -> YAMLValue {
        .list(turns.map { .map([YAMLPair("role", .bare($0.role.rawValue)), YAMLPair("content", .text($0.content))]) })
    }

    // MARK: one key

    private mutating func set(
        _ key: String, from old: [YAMLPair], to new: [YAMLPair], expected: Prompt
    ) throws(PromptFileError) {
        var new = new
        if entries.allSatisfy({ $0.name == key }), new[key] == nil { new.append(YAMLPair("input", .text(""))) }
        var problem = "the file can't be edited there"
        for (isWholesale, onlyQuotes) in [(false, false), (false, true), (true, false), (true, true)] {
            var editor = YAMLEditor(source: source, root: root, isWholesale: isWholesale, onlyQuotes: onlyQuotes)
            guard let edits = try? edits(editor, key, from: old, to: new) else { continue }
            do throws(PromptFileError) {
                if let step = try self.step(editor, edits), step.holds(expected, except: key, of: self) {
                    take(step, isWholesale: isWholesale, key: key)
                    return
                }
            } catch {
                problem = error.description
            }
            // The changed value may have an anchor that an alias elsewhere refers to.
            guard var freed = try? freed(from: edits, by: editor) else { continue }
            editor = YAMLEditor(
                source: freed.source, root: freed.root, isWholesale: isWholesale, onlyQuotes: onlyQuotes)
            guard let again = try? freed.edits(editor, key, from: old, to: new),
                let step = try? freed.step(editor, again), step.holds(expected, except: key, of: self)
            else { continue }
            freed.take(step, isWholesale: isWholesale, key: key)
            freed.notices = notices + freed.notices
            self = freed
            return
        }
        throw .unsavable(
            file: source.file,
            reason:
                "the value of `\(key)` would be read back differently (\(problem)). The file was not changed."
        )
    }

    private mutating func take(_ step: PromptEdit, isWholesale: Bool, key: String) {
        if isWholesale {
            let isGone = !step.hasKey(key)
            notices.append(
                "\(source.file): all of `\(key)` was \(isGone ? "removed, with the keys in it that aren't Lathe's" : "written again")."
            )
        }
        var kept = step.source.comments(outside: step.root)
        let lost = source.comments(outside: root).filter { comment in
            guard let place = kept.firstIndex(of: comment) else { return true }
            kept.remove(at: place)
            return false
        }
        if !lost.isEmpty {
            let list = lost.map { "`\($0)`" }.joined(separator: ", ")
            notices.append("\(source.file): comments were removed with the lines they belonged to: \(list).")
        }
        source = step.source
        root = step.root
        prompt = step.prompt
    }

    private func edits(
        _ editor: YAMLEditor, _ key: String, from old: [YAMLPair], to new: [YAMLPair]
    ) throws(YAMLUnfit) -> [YAMLEdit] {
        // A key that isn't in `old` but stands in the file, like `tags: []`, is changed where it stands.
        guard case .mapping(let entries, let isFlow) = root.content else { throw YAMLUnfit() }
        if entries.isEmpty {
            let place = YAMLPlace(column: -1, isFlow: true)
            return [editor.replace(root, with: .map(new), place: place, head: nil)]
        }
        return isFlow
            ? try editor.changeFlow(
                entries, of: root, from: old, to: new, place: YAMLPlace(column: -1, isFlow: true))
            : try editor.changeLines(entries, from: old, to: new)
    }

    /// Returns the file after `edits`, read again; nil if the edits don't fit.
    private func step(_ editor: YAMLEditor, _ edits: [YAMLEdit]) throws(PromptFileError) -> PromptEdit? {
        guard let text = try? editor.text(of: 0..<source.bytes.count, applying: edits) else { return nil }
        return try PromptEdit(file: source.file, text: text, places: places)
    }

    /// Returns whether the file says `expected`, and the same as `before` under all other keys, Lathe's or not.
    private func holds(_ expected: Prompt, except key: String, of before: PromptEdit) -> Bool {
        let mine = entries.filter { $0.name != key && (before.hasKey("input") || $0.name != "input") }
        let theirs = before.entries.filter { $0.name != key }
        return prompt.says(expected)
            && mine.elementsEqual(theirs) { YAMLNode.says($0.key, $1.key) && YAMLNode.says($0.value, $1.value) }
    }

    /// Returns the file with the aliases that `edits` would affect replaced by the values that they stand for.
    private func freed(from edits: [YAMLEdit], by editor: YAMLEditor) throws -> PromptEdit? {
        let changes = try editor.freeing(root, from: edits)
        guard !changes.isEmpty else { return nil }
        let text = try editor.text(of: 0..<source.bytes.count, applying: changes)
        let step = try PromptEdit(file: source.file, text: text, places: places)
        return YAMLNode.says(step.root, root) ? step : nil
    }
}
