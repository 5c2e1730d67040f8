/// A layout, and what is to be said about how it came about.
public struct LayoutChoice: Sendable, Hashable {
    /// The layout.
    public var layout: Layout
    /// A sentence for the user where the model decided against the usual layout; else nil.
    public var notice: String?

    /// The layout for a model: the one that was asked for, else chat where the model has a template, else completion.
    ///
    /// - Throws: `PromptError.noChatTemplate` where chat was asked for and the model has no template.
    public init(asked: Layout?, hasChatTemplate: Bool) throws(PromptError) {
        switch asked {
        case .completion:
            layout = .completion
        case .chat:
            guard hasChatTemplate else { throw .noChatTemplate }
            layout = .chat
        case nil:
            layout = hasChatTemplate ? .chat : .completion
            guard !hasChatTemplate else { return }
            notice = "The model has no chat template, so the prompt is sent in the `completion` layout, as plain text."
        }
    }
}
