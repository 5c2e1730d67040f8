/// Options for rendering a chat template, besides the messages.
package struct ChatOptions: Sendable, Hashable {
    /// The text of a Jinja template that replaces the model's own; nil for the model's own.
    package var template: String?
    /// Values that the template reads, each written as JSON: `["enable_thinking": "false"]`.
    package var arguments: [String: String]
    /// True if the model is asked to think, false if it is asked not to; nil if the template decides.
    package var thinks: Bool?
    /// The text that was sent in the run that is repeated; nil renders the messages again.
    package var sent: String?
    /// The tools that the model may ask for.
    package var tools: [Tool]
    /// The path of the projector (mmproj) with which a model here reads the images; nil for the model's usual one.
    package var projector: String?

    /// Creates options. By default the model's own template is rendered, without values.
    package init(
        template: String? = nil, arguments: [String: String] = [:], thinks: Bool? = nil, sent: String? = nil,
        tools: [Tool] = [], projector: String? = nil
    ) {
        self.template = template
        self.arguments = arguments
        self.thinks = thinks
        self.sent = sent
        self.tools = tools
        self.projector = projector
    }

    /// True if nothing differs from the model's own way.
    package var isEmpty: Bool { self == ChatOptions() }
}

extension ChatOptions: Codable {
    private enum Key: CodingKey {
        case template, arguments, thinks, sent, tools, projector
    }

    /// Reads an object. One of an older version has no `tools` and no `projector`.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            template: try values.decodeIfPresent(String.self, forKey: .template),
            arguments: try values.decode([String: String].self, forKey: .arguments),
            thinks: try values.decodeIfPresent(Bool.self, forKey: .thinks),
            sent: try values.decodeIfPresent(String.self, forKey: .sent),
            tools: try values.decodeIfPresent([Tool].self, forKey: .tools) ?? [],
            projector: try values.decodeIfPresent(String.self, forKey: .projector))
    }

    /// Writes an object, with `tools` and `projector` only if there are any: evaluations recognise outputs by this text.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encodeIfPresent(template, forKey: .template)
        try values.encode(arguments, forKey: .arguments)
        try values.encodeIfPresent(thinks, forKey: .thinks)
        try values.encodeIfPresent(sent, forKey: .sent)
        if !tools.isEmpty { try values.encode(tools, forKey: .tools) }
        try values.encodeIfPresent(projector, forKey: .projector)
    }
}
