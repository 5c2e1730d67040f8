/// Options for rendering a chat template, besides the messages.
package struct ChatOptions: Sendable, Hashable, Codable {
    /// The text of a Jinja template that replaces the model's own; nil for the model's own.
    package var template: String?
    /// Values that the template reads, each written as JSON: `["enable_thinking": "false"]`.
    package var arguments: [String: String]
    /// True if the model is asked to think, false if it is asked not to; nil if the template decides.
    package var thinks: Bool?
    /// The text that was sent in the run that is repeated; nil renders the messages again.
    package var sent: String?

    /// Creates options. By default the model's own template is rendered, without values.
    package init(
        template: String? = nil, arguments: [String: String] = [:], thinks: Bool? = nil, sent: String? = nil
    ) {
        self.template = template
        self.arguments = arguments
        self.thinks = thinks
        self.sent = sent
    }

    /// True if nothing differs from the model's own way.
    package var isEmpty: Bool { self == ChatOptions() }
}
