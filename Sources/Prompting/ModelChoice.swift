/// The model of a lane: the first that is named by the lane, the command line, the prompt or the settings.
///
///     ModelChoice(settings: "gpt").word(lane: nil, prompt: "smollm2")   // "smollm2"
package struct ModelChoice: Sendable, Hashable {
    /// What `--model` names.
    package var commandLine: String?
    /// What the user's settings name.
    package var settings: String?

    /// Creates a choice between these and what lanes and prompts name.
    package init(commandLine: String? = nil, settings: String? = nil) {
        self.commandLine = commandLine
        self.settings = settings
    }

    /// Returns the word for a lane's model: a name, a path, a server, or an engine elsewhere; nil if nobody names one, which means the default
    /// model of this machine.
    package func word(lane: String? = nil, prompt: String?) -> String? { lane ?? commandLine ?? prompt ?? settings }
}
