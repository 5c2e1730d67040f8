extension Message: Codable {
    private enum Key: CodingKey {
        case role, content
    }

    /// Reads an object whose `content` is a text or a list of parts.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let role = try values.decode(Role.self, forKey: .role)
        if let text = try? values.decode(String.self, forKey: .content) {
            self.init(role: role, content: text)
        } else {
            self.init(role: role, content: try values.decode([ContentPart].self, forKey: .content))
        }
    }

    /// Writes an object. A content of one text is written as that text, because evaluations recognise outputs by it, and
    /// older versions read it.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(role, forKey: .role)
        if content.count == 1, case .text(let text) = content[0] {
            try values.encode(text, forKey: .content)
        } else {
            try values.encode(content, forKey: .content)
        }
    }
}

extension ContentPart: Codable {
    private enum Key: CodingKey {
        case text, image
    }

    /// Reads an object with either `text` or `image`.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        if let text = try values.decodeIfPresent(String.self, forKey: .text) {
            self = .text(text)
        } else {
            self = .image(try values.decode(ImageFile.self, forKey: .image))
        }
    }

    /// Writes an object with either `text` or `image`.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        switch self {
        case .text(let text): try values.encode(text, forKey: .text)
        case .image(let image): try values.encode(image, forKey: .image)
        }
    }
}
