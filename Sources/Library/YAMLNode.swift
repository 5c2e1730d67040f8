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
    /// How many nodes it holds when its aliases are followed.
    var weight = 1

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
