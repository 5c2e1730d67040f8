/// The model of a lane: the first that is named by the lane, the command line, the prompt or the settings.
///
///     ModelChoice(settings: "gpt").word(lane: nil, prompt: "smollm2")   // "smollm2"
package struct ModelChoice: Sendable, Hashable {
    /// The model that `--model` names; nil if it isn't given.
    package var commandLine: String?
    /// The model that the user's settings name; nil if they name none.
    package var settings: String?
    /// The path of the projector that `--projector` names; nil if it isn't given.
    package var projector: String?

    /// Creates a choice.
    package init(commandLine: String? = nil, settings: String? = nil, projector: String? = nil) {
        self.commandLine = commandLine
        self.settings = settings
        self.projector = projector
    }

    /// Returns the projector that a lane names, or the command line, or the prompt; nil for the engine's usual one.
    package func projector(lane: String?, prompt: String?) -> String? { lane ?? projector ?? prompt }

    /// Returns the word for a lane's model: a name, a path, a server, or an engine elsewhere. Nil means the default
    /// model of this machine.
    package func word(lane: String? = nil, prompt: String?) -> String? { lane ?? commandLine ?? prompt ?? settings }
}
