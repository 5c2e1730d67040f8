/// A value in a file and where it stands. Scalars are texts: what was written, never a number or a truth value.
struct YAMLNode: Sendable {
    enum Style: Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    enum Content: Sendable {
        case scalar(String, Style)
        case sequence([YAMLNode], isFlow: Bool)
        case mapping([YAMLEntry], isFlow: Bool)
    }

    var content: Content
    /// The bytes of the value, without its anchor and tag; an alias' are those of `*name`.
    var range: Range<Int>
    /// Where its anchor or tag starts, or the value.
    var start: Int
    /// The name of its anchor.
    var anchor: String?
    /// Where the node starts that it stands for, if it is an alias; its parts are then those of that node.
    var target: Int?
    /// How many nodes it holds when its aliases are followed.
    var weight = 1

    var isAlias: Bool { target != nil }

    /// Its lines, not brackets, give it its form.
    var isBlockCollection: Bool {
        switch content {
        case .sequence(_, let isFlow), .mapping(_, let isFlow): !isFlow && !isAlias
        case .scalar: false
        }
    }

    /// Nothing stands after the colon.
    var isEmpty: Bool {
        if case .scalar("", .plain) = content { true } else { false }
    }

    /// In the words of an error message.
    var kind: String {
        switch content {
        case .scalar: isEmpty ? "empty" : "a text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// A key with its value.
struct YAMLEntry: Sendable {
    var key: YAMLNode
    var value: YAMLNode

    /// The key's text; nil if it is a list or a mapping.
    var name: String? {
        if case .scalar(let name, _) = key.content { name } else { nil }
    }
}

extension YAMLNode {
    /// Adds where its texts and its keys' stand.
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

    /// Whether two nodes say the same, wherever and however they are written.
    static func says(_ a: YAMLNode, _ b: YAMLNode) -> Bool {
        switch (a.content, b.content) {
        case (.scalar(let a, _), .scalar(let b, _)): a.utf8.elementsEqual(b.utf8)
        case (.sequence(let a, _), .sequence(let b, _)): a.elementsEqual(b, by: says)
        case (.mapping(let a, _), .mapping(let b, _)):
            a.elementsEqual(b) { says($0.key, $1.key) && says($0.value, $1.value) }
        default: false
        }
    }
}
