/// How a chat template is rendered, besides the messages.
package struct ChatOptions: Sendable, Hashable, Codable {
    /// The text of a Jinja template that replaces the model's own; nil for the model's own.
    package var template: String?
    /// Values that the template reads, each written as JSON: `["enable_thinking": "false"]`.
    package var arguments: [String: String]
    /// The text that was sent in the run that is repeated; nil renders the messages anew.
    package var sent: String?

    /// Creates options; those that nobody names are the model's own template, without values for it.
    package init(template: String? = nil, arguments: [String: String] = [:], sent: String? = nil) {
        self.template = template
        self.arguments = arguments
        self.sent = sent
    }

    /// True if nothing differs from the model's own way.
    package var isEmpty: Bool { self == ChatOptions() }
}
