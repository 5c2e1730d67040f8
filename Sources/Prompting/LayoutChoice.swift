/// A layout, with a notice if it isn't the usual one because of the model.
package struct LayoutChoice: Sendable, Hashable {
    /// The layout.
    package var layout: Layout
    /// A sentence for the user; nil if the layout is the usual one.
    package var notice: String?

    /// Chooses the layout for a model: the one that was asked for, else chat if the model has a template, else completion.
    ///
    /// - Throws: `PromptError.noChatTemplate` if chat was asked for and the model has no template.
    package init(asked: Layout?, hasChatTemplate: Bool) throws(PromptError) {
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
