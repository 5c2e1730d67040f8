/// A value in a file with its place. Scalars are texts, as they were written, never numbers or truth values.
package struct YAMLNode: Sendable {
    /// How a scalar is written: without quotes, in one of two kinds of quotes, or as a block after `|` or `>`.
    package enum Style: Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    /// What a value is. A flow list or mapping stands in brackets.
    package enum Content: Sendable {
        case scalar(String, Style)
        case sequence([YAMLNode], isFlow: Bool)
        case mapping([YAMLEntry], isFlow: Bool)
    }

    /// The text, the items or the entries.
    package var content: Content
    /// The bytes of the value without its anchor and tag; those of `*name` for an alias.
    package var range: Range<Int>
    /// The start of its anchor or tag, else of the value.
    package var start: Int
    /// The name of its anchor; nil if it has none.
    var anchor: String?
    /// For an alias, the start of the node that it stands for; its parts are then those of that node. Else nil.
    var target: Int?
    /// The number of nodes in it, with aliases followed.
    var weight = 1
    /// The bytes of all texts in it, with aliases followed.
    var size = 0

    /// True if the node is an alias (`*name`).
    package var isAlias: Bool { target != nil }

    /// True for a list or mapping in lines, not in brackets.
    var isBlockCollection: Bool {
        switch content {
        case .sequence(_, let isFlow), .mapping(_, let isFlow): !isFlow && !isAlias
        case .scalar: false
        }
    }

    /// True if there is nothing after the colon.
    package var isEmpty: Bool {
        if case .scalar("", .plain) = content { true } else { false }
    }

    /// The kind of value, for error messages.
    package var kind: String {
        switch content {
        case .scalar: isEmpty ? "empty" : "a text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// A key with its value.
package struct YAMLEntry: Sendable {
    /// The key.
    package var key: YAMLNode
    /// The value.
    package var value: YAMLNode

    /// The key's text; nil if it is a list or a mapping.
    package var name: String? {
        if case .scalar(let name, _) = key.content { name } else { nil }
    }
}

extension YAMLNode {
    /// Adds the ranges of its texts and of its keys' texts.
    func collectTexts(in source: YAMLSource, into texts: inout [Range<Int>]) {
        guard !isAlias else { return }
        switch content {
        case .scalar(_, .literal), .scalar(_, .folded):
            // A comment may stand beside the `|`.
            let start = source.lineEnd(of: range.lowerBound)
            texts.append(start..<max(start, range.upperBound))
        case .scalar: texts.append(range)
        case .sequence(let items, _): for item in items { item.collectTexts(in: source, into: &texts) }
        case .mapping(let entries, _):
            for entry in entries {
                entry.key.collectTexts(in: source, into: &texts)
                entry.value.collectTexts(in: source, into: &texts)
            }
        }
    }

    /// Returns whether two nodes have the same value, wherever and however they are written.
    package static func says(_ a: YAMLNode, _ b: YAMLNode) -> Bool {
        switch (a.content, b.content) {
        case (.scalar(let a, _), .scalar(let b, _)): a.utf8.elementsEqual(b.utf8)
        case (.sequence(let a, _), .sequence(let b, _)): a.elementsEqual(b, by: says)
        case (.mapping(let a, _), .mapping(let b, _)):
            a.elementsEqual(b) { says($0.key, $1.key) && says($0.value, $1.value) }
        default: false
        }
    }
}
