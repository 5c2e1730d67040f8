/// The speaker of a turn in a chat.
package enum Role: String, Sendable, Codable {
    /// Gives instructions.
    case system
    /// Asks.
    case user
    /// Answers; the model.
    case assistant
}

/// A part of what is said in a turn.
package enum ContentPart: Sendable, Hashable {
    /// A text.
    case text(String)
    /// An image, which only some models can read.
    case image(ImageFile)
}

/// One turn of a chat.
package struct Message: Sendable, Hashable {
    /// The speaker.
    package var role: Role
    /// The parts of what is said, in the order in which a model reads them.
    package var content: [ContentPart]

    /// The texts of the content, joined.
    package var text: String {
        content.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    /// The images of the content, in their order.
    package var images: [ImageFile] {
        content.compactMap { if case .image(let image) = $0 { image } else { nil } }
    }

    /// Creates a turn of these parts.
    package init(role: Role, content: [ContentPart]) {
        self.role = role
        self.content = content
    }

    /// Creates a turn of one text.
    package init(role: Role, content: String) {
        self.init(role: role, content: [.text(content)])
    }

    /// Adds a text at the start of the content.
    package mutating func prepend(_ text: String) {
        if case .text(let first) = content.first {
            content[0] = .text(text + first)
        } else {
            content.insert(.text(text), at: 0)
        }
    }

    /// Adds a text at the end of the content.
    package mutating func append(_ text: String) {
        if case .text(let last) = content.last {
            content[content.count - 1] = .text(last + text)
        } else {
            content.append(.text(text))
        }
    }
}
