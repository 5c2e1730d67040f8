extension Prompt {
    /// The technique of lanes that name none: the prompt's own; else few-shot if an example is on; else zero-shot.
    /// Chain of thought is never chosen by itself.
    package var defaultTechnique: Technique {
        technique ?? (examples.contains(where: \.isOn) ? .fewShot : .zeroShot)
    }

    /// The names of all variables in the prompt, in the order of their first use. Examples that are off count too.
    package var variableNames: [String] {
        var names: [String] = []
        for text in [instruction] + examples.flatMap(\.templates) + turns.map(\.text) + [input] + images + [
            wording.opening, sources.query ?? "",
        ] {
            names += Template(text).variables.filter { !names.contains($0) }
        }
        return names
    }

    /// Compiles the prompt for a model.
    ///
    ///     try prompt.compile(technique: .chainOfThought, layout: .completion, hasChatTemplate: true)
    ///
    /// - Parameters:
    ///   - technique: The technique; nil for ``defaultTechnique``.
    ///   - layout: The layout; nil for the prompt's own, else the choice of ``LayoutChoice``.
    ///   - hasChatTemplate: True if the model has a chat template.
    ///   - variables: Values that replace the prompt's of the same name.
    ///   - keepsLayoutStops: True if the completion layout ends an output where the next question begins.
    ///   - chat: Options for rendering the chat template; the tools are the prompt's own. Its projector stands as a prompt
    ///     has it, and is left out if the prompt has no images.
    ///   - images: The folders of relative paths of images, and of the projector.
    /// - Returns: The messages or the text, with the steps and stop strings.
    /// - Throws: `PromptError` if examples, reasoning, a variable's value or the model's chat template is missing, or
    ///   if the prompt has images and the layout can't hold them.
    package func compile(
        technique: Technique? = nil, layout: Layout? = nil, hasChatTemplate: Bool, variables: [String: String] = [:],
        keepsLayoutStops: Bool = true, chat: ChatOptions = ChatOptions(), images: ImageFolders = ImageFolders()
    ) throws(PromptError) -> CompiledPrompt {
        let technique = technique ?? defaultTechnique
        let layout = try LayoutChoice(asked: layout ?? self.layout, hasChatTemplate: hasChatTemplate).layout
        let fields = try RenderedFields(
            self, technique: technique, variables: self.variables.merging(variables) { $1 }, folders: images)
        if layout == .completion, fields.hasImages { throw .imagesNeedChat }
        let following = technique.traits.following.compactMap { step -> Step? in
            let opening = fields.wording[keyPath: step.opening]
            guard !opening.isEmpty else { return nil }
            return Step(opening: "\n" + opening, limit: step.limit, isAnswer: step.isAnswer)
        }
        var steps = [.first] + following
        steps[steps.count - 1].constraint = try constraint(of: technique, steps: steps.count, fields)
        var chat = chat
        chat.tools = tools
        chat.projector = fields.hasImages ? chat.projector.map(images.path(ofProjector:)) : nil
        return CompiledPrompt(
            technique: technique,
            body: layout == .chat ? fields.chat : fields.completion,
            steps: steps,
            layoutStops: layout == .completion && keepsLayoutStops ? fields.layoutStops : [],
            answerSentence: fields.wording.answerSentence, chat: layout == .chat ? chat : ChatOptions(tools: tools))
    }

    /// Returns what the last step's output has to be. Where reasoning and answer are one step, the form holds only behind the
    /// answer sentence; a grammar of the prompt's own always holds for the whole step.
    private func constraint(
        of technique: Technique, steps: Int, _ fields: RenderedFields
    ) throws(PromptError) -> OutputConstraint? {
        guard var constraint = try answer?.constraint else { return nil }
        if answer?.grammar == nil, steps == 1, technique.traits.sendsReasoning {
            constraint.after = fields.wording.answerSentence
        }
        return constraint
    }
}
