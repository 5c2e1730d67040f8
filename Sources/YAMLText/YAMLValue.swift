/// A value of a file, without its place and form.
package enum YAMLValue: Sendable {
    /// A text. It is put in quotes if other programs would take it for something else.
    case text(String)
    /// A number or one of YAML's words. It is never put in quotes.
    case bare(String)
    case list([YAMLValue])
    case map([YAMLPair])

    /// Takes the value of a node; nil if a key of a mapping isn't a text.
    package init?(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let text, .plain): self = .bare(text)
        case .scalar(let text, _): self = .text(text)
        case .sequence(let items, _):
            let values = items.compactMap { YAMLValue($0) }
            guard values.count == items.count else { return nil }
            self = .list(values)
        case .mapping(let entries, _):
            let pairs = entries.compactMap { entry in
                entry.name.flatMap { name in YAMLValue(entry.value).map { YAMLPair(name, $0) } }
            }
            guard pairs.count == entries.count else { return nil }
            self = .map(pairs)
        }
    }

    /// The text of a scalar; nil for a list or a mapping.
    package var scalar: String? {
        switch self {
        case .text(let text), .bare(let text): text
        case .list, .map: nil
        }
    }
}

/// A key with its value.
package struct YAMLPair: Sendable {
    /// The key, as a text.
    package var key: String
    /// The value.
    package var value: YAMLValue

    /// Creates a pair.
    package init(_ key: String, _ value: YAMLValue) {
        self.key = key
        self.value = value
    }
}

extension [YAMLPair] {
    /// The value of a key; nil if the key is missing. Keys are the same if their bytes are.
    package subscript(key: String) -> YAMLValue? {
        first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }
}

/// Texts are the same if their bytes are: `String` calls composed and decomposed Hangul equal. The order of keys
/// doesn't matter.
extension YAMLValue: Equatable {
    /// Compares by content. A text and a bare word with the same bytes are equal.
    package static func == (a: YAMLValue, b: YAMLValue) -> Bool {
        switch (a, b) {
        case (.list(let a), .list(let b)): return a == b
        case (.map(let a), .map(let b)): return a.count == b.count && a.allSatisfy { b[$0.key] == $0.value }
        default:
            guard let a = a.scalar, let b = b.scalar else { return false }
            return a.utf8.elementsEqual(b.utf8)
        }
    }
}
