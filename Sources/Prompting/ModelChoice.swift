/// The model of a lane: the first that is named by the lane, the command line, the prompt or the settings.
///
///     ModelChoice(settings: "gpt").word(lane: nil, prompt: "smollm2")   // "smollm2"
public struct ModelChoice: Sendable, Hashable {
    /// What `--model` names.
    public var commandLine: String?
    /// What the user's settings name.
    public var settings: String?

    /// Creates a choice between these and what lanes and prompts name.
    public init(commandLine: String? = nil, settings: String? = nil) {
        self.commandLine = commandLine
        self.settings = settings
    }

    /// Returns the word for a lane's model: a name, a path, a server, or an engine elsewhere; nil if nobody names one, which means the default
    /// model of this machine.
    public func word(lane: String? = nil, prompt: String?) -> String? { lane ?? commandLine ?? prompt ?? settings }
}
