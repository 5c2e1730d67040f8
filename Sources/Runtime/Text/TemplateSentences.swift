import Models

/// What models' own chat templates can do, in sentences. Each file is looked at once, also where that fails: a template is
/// rendered several times for it.
package struct TemplateSentences {
    private var known: [FileIdentity: String?] = [:]

    /// Knows of no model yet.
    package init() {}

    /// Returns whether the sentence of a model is known, or it has no template to look at.
    package func isKnown(_ model: ModelDescription) -> Bool {
        model.chatTemplate == nil || known[model.identity] != nil
    }

    /// Returns the sentence about a model's template; nil if it has none. `look` finds it out.
    package mutating func sentence(
        of model: ModelDescription,
        look: (ModelDescription) throws -> String? = Self.look
    ) -> String? {
        guard model.chatTemplate != nil else { return nil }
        if let sentence = known[model.identity] { return sentence }
        let sentence: String?
        do {
            sentence = try look(model)
        } catch {
            sentence = "What its chat template can do isn't known: \(error)"
        }
        known[model.identity] = .some(sentence)
        return sentence
    }

    /// Finds out what a model's template can do.
    package static func look(_ model: ModelDescription) throws -> String? {
        try TemplateReport(of: model, template: nil, seconds: 0)?.sentence
    }
}
