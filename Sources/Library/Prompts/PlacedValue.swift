import Foundation
import YAMLText

/// A value in a file, with its place and the path of its key. JSON is read as YAML.
package struct PlacedValue: Sendable {
    /// The value as it was parsed.
    package let node: YAMLNode
    /// The path of the key: `providers[0].config`; empty for the file itself.
    package let path: String
    /// The file that the value is in.
    package let source: YAMLSource

    /// Creates a value of a file that was parsed.
    package init(node: YAMLNode, path: String, source: YAMLSource) {
        self.node = node
        self.path = path
        self.source = source
    }

    /// Reads a whole file.
    ///
    /// - Throws: ``PromptFileError`` if the text isn't YAML, is empty or too large.
    package init(text: String, name: String) throws(PromptFileError) {
        guard text.utf8.count <= PromptFile.mostBytes else {
            throw .tooLarge(file: name, reason: "it is larger than \(PromptFile.mostBytes >> 20) MB")
        }
        let source = try YAMLSource(json: text, file: name)
        guard let root = try source.tree(), !root.isEmpty else {
            throw .invalid(
                file: name, at: FilePosition(line: 1, column: 1), key: PromptFileError.wholeFile, problem: "is empty.")
        }
        self.init(node: root, path: "", source: source)
    }

    // MARK: what it is

    /// True if the value is missing or null.
    package var isNothing: Bool {
        guard case .scalar(let text, .plain) = node.content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// The text of a scalar; nil for a list or a mapping.
    package var scalar: String? {
        if case .scalar(let text, _) = node.content { text } else { nil }
    }

    /// True if it is a list.
    package var isList: Bool {
        if case .sequence = node.content { true } else { false }
    }

    /// True if it is a mapping.
    package var isMapping: Bool {
        if case .mapping = node.content { true } else { false }
    }

    /// The place in words: `x.yaml, line 3: `key``.
    package var place: String {
        let line = source.line(of: node.range.lowerBound)
        return "\(source.file), line \(line):" + (path.isEmpty ? "" : " `\(path)`")
    }

    /// Returns an error at this value. `problem` goes on from the path of the key: "is empty.".
    package func wrong(_ problem: String) -> PromptFileError {
        .invalid(
            file: source.file, at: source.position(of: node.range.lowerBound),
            key: path.isEmpty ? PromptFileError.wholeFile : path,
            problem: problem)
    }

    // MARK: what is in it

    /// The value of a key of a mapping; nil if the key is missing or its value is null.
    package subscript(key: String) -> PlacedValue? {
        guard let entries = try? entries() else { return nil }
        return entries.first { $0.name == key }.flatMap { $0.value.isNothing ? nil : $0.value }
    }

    /// Returns the keys of a mapping with their values. Keys that `<<` merges come last.
    package func entries() throws(PromptFileError) -> [(name: String, value: PlacedValue)] {
        if isNothing { return [] }
        guard case .mapping(let entries, _) = node.content else {
            throw wrong("is \(node.kind); it takes keys with values.")
        }
        var found: [(name: String, value: PlacedValue)] = []
        var merged: [PlacedValue] = []
        for entry in entries {
            guard let name = entry.name else { throw wrong("has a key that is not a text.") }
            let value = PlacedValue(node: entry.value, path: path.isEmpty ? name : "\(path).\(name)", source: source)
            if name == "<<" {
                merged += value.isList ? try value.items() : [value]
            } else {
                found.append((name, value))
            }
        }
        var names = Set(merged.isEmpty ? [] : found.map(\.name))
        for mapping in merged {
            for entry in try mapping.entries() where names.insert(entry.name).inserted {
                let name = path.isEmpty ? entry.name : "\(path).\(entry.name)"
                found.append((entry.name, PlacedValue(node: entry.value.node, path: name, source: source)))
            }
        }
        return found
    }

    /// Returns the items of a list; none for null.
    package func items() throws(PromptFileError) -> [PlacedValue] {
        if isNothing { return [] }
        guard case .sequence(let items, _) = node.content else { throw wrong("is \(node.kind); it takes a list.") }
        return items.enumerated().map { PlacedValue(node: $1, path: "\(path)[\($0)]", source: source) }
    }

    /// Returns the text of a scalar; null is the empty text.
    ///
    /// - Throws: ``PromptFileError`` if it is a list or a mapping.
    package func text() throws(PromptFileError) -> String {
        guard let scalar else { throw wrong("is \(node.kind); it takes a text.") }
        return isNothing ? "" : scalar
    }

    /// Returns the texts of a list of texts, or one text as a list.
    package func texts() throws(PromptFileError) -> [String] {
        if scalar != nil { return isNothing ? [] : [try text()] }
        var texts: [String] = []
        for item in try items() { texts.append(try item.text()) }
        return texts
    }

    /// Returns whether the value is true.
    package func isTrue() throws(PromptFileError) -> Bool {
        let word = try text().lowercased()
        guard ["true", "false", "yes", "no", "on", "off"].contains(word) else {
            throw wrong("is `\(word)`; it takes true or false.")
        }
        return ["true", "yes", "on"].contains(word)
    }
}

extension YAMLSource {
    /// Reads a file's text, which may be JSON.
    fileprivate init(json text: String, file: String) throws(PromptFileError) {
        do throws(YAMLError) {
            self.init(file: file, text: try JSONEscapes.readable(text, name: file))
        } catch {
            throw .notYAML(error)
        }
    }
}
