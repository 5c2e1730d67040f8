import Foundation

/// A value in another program's file, with where it stands. JSON is read as the YAML that it is.
struct ForeignValue: Sendable {
    let node: YAMLNode
    /// `providers[0].config`; empty for the file itself.
    let path: String
    let source: YAMLSource

    init(node: YAMLNode, path: String, source: YAMLSource) {
        self.node = node
        self.path = path
        self.source = source
    }

    /// The whole of a file.
    ///
    /// - Throws: ``PromptFileError`` where it is no YAML, is empty or too large.
    init(text: String, name: String) throws(PromptFileError) {
        guard text.utf8.count <= PromptFile.mostBytes else {
            throw .tooLarge(file: name, reason: "it is larger than \(PromptFile.mostBytes >> 20) MB")
        }
        let source = YAMLSource(file: name, text: try JSONEscapes.readable(text, name: name))
        guard let root = try YAMLComposer.compose(source), !root.isEmpty else {
            throw .invalid(
                file: name, at: FilePosition(line: 1, column: 1), key: PromptFileError.wholeFile, problem: "is empty.")
        }
        self.init(node: root, path: "", source: source)
    }

    // MARK: what it is

    /// Nothing, or YAML's null.
    var isNothing: Bool {
        guard case .scalar(let text, .plain) = node.content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// The text of a scalar.
    var scalar: String? {
        if case .scalar(let text, _) = node.content { text } else { nil }
    }

    var isList: Bool {
        if case .sequence = node.content { true } else { false }
    }

    var isMapping: Bool {
        if case .mapping = node.content { true } else { false }
    }

    /// `x.yaml, line 3: `key``.
    var place: String {
        let line = source.position(of: node.range.lowerBound).line
        return "\(source.file), line \(line):" + (path.isEmpty ? "" : " `\(path)`")
    }

    func wrong(_ problem: String) -> PromptFileError {
        .invalid(
            file: source.file, at: source.position(of: node.range.lowerBound),
            key: path.isEmpty ? PromptFileError.wholeFile : path,
            problem: problem)
    }

    // MARK: what is in it

    /// The value of a key of a mapping; nil where there is none, or it is null.
    subscript(key: String) -> ForeignValue? {
        guard let entries = try? entries() else { return nil }
        return entries.first { $0.name == key }.flatMap { $0.value.isNothing ? nil : $0.value }
    }

    /// The keys of a mapping with their values; those that `<<` merges come last.
    func entries() throws(PromptFileError) -> [(name: String, value: ForeignValue)] {
        if isNothing { return [] }
        guard case .mapping(let entries, _) = node.content else {
            throw wrong("is \(node.kind); it takes keys with values.")
        }
        var found: [(name: String, value: ForeignValue)] = []
        var merged: [ForeignValue] = []
        for entry in entries {
            guard let name = entry.name else { throw wrong("has a key that is no text.") }
            let value = ForeignValue(node: entry.value, path: path.isEmpty ? name : "\(path).\(name)", source: source)
            if name == "<<" {
                merged += value.isList ? try value.items() : [value]
            } else {
                found.append((name, value))
            }
        }
        for mapping in merged {
            for entry in try mapping.entries() where !found.contains(where: { $0.name == entry.name }) {
                let name = path.isEmpty ? entry.name : "\(path).\(entry.name)"
                found.append((entry.name, ForeignValue(node: entry.value.node, path: name, source: source)))
            }
        }
        return found
    }

    /// The values of a list.
    func items() throws(PromptFileError) -> [ForeignValue] {
        if isNothing { return [] }
        guard case .sequence(let items, _) = node.content else { throw wrong("is \(node.kind); it takes a list.") }
        return items.enumerated().map { ForeignValue(node: $1, path: "\(path)[\($0)]", source: source) }
    }

    func text() throws(PromptFileError) -> String {
        guard let scalar else { throw wrong("is \(node.kind); it takes a text.") }
        return isNothing ? "" : scalar
    }

    /// A list of texts, or one text.
    func texts() throws(PromptFileError) -> [String] {
        if scalar != nil { return isNothing ? [] : [try text()] }
        var texts: [String] = []
        for item in try items() { texts.append(try item.text()) }
        return texts
    }

    /// Whether it says true.
    func isTrue() throws(PromptFileError) -> Bool {
        let word = try text().lowercased()
        guard ["true", "false", "yes", "no", "on", "off"].contains(word) else {
            throw wrong("is `\(word)`; it takes true or false.")
        }
        return ["true", "yes", "on"].contains(word)
    }
}
