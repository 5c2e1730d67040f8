/// The model of a lane: the first that is named by the lane, the command line, the prompt or the settings.
///
///     ModelChoice(settings: "gpt").word(lane: nil, prompt: "smollm2")   // "smollm2"
package struct ModelChoice: Sendable, Hashable {
    /// The model that `--model` names; nil if it isn't given.
    package var commandLine: String?
    /// The model that the user's settings name; nil if they name none.
    package var settings: String?
    /// True if the command line names the projector with which models read images.
    package var hasProjector: Bool

    /// Creates a choice.
    package init(commandLine: String? = nil, settings: String? = nil, hasProjector: Bool = false) {
        self.commandLine = commandLine
        self.settings = settings
        self.hasProjector = hasProjector
    }

    /// Returns the projector that a lane names, or its prompt; nil for the engine's usual one, which is the command line's if
    /// that names one.
    package func projector(lane: String?, prompt: String?) -> String? { lane ?? (hasProjector ? nil : prompt) }

    /// Returns the word for a lane's model: a name, a path, a server, or an engine elsewhere. Nil means the default
    /// model of this machine.
    package func word(lane: String? = nil, prompt: String?) -> String? { lane ?? commandLine ?? prompt ?? settings }
}
