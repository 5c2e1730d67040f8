/// What names a model in place of a lane's own word, and in which order: lane, command line, prompt, settings.
///
///     ModelChoice(settings: "gpt").word(lane: nil, prompt: "smollm2")   // "smollm2"
public struct ModelChoice: Sendable, Hashable {
    /// What `--model` names.
    public var commandLine: String?
    /// What the user's settings name.
    public var settings: String?

    /// A choice between these and what lanes and prompts name.
    public init(commandLine: String? = nil, settings: String? = nil) {
        self.commandLine = commandLine
        self.settings = settings
    }

    /// The word for a lane's model: a name, a path, a server, or an engine elsewhere; nil if nobody names one, which means the default
    /// model of this machine.
    public func word(lane: String? = nil, prompt: String?) -> String? { lane ?? commandLine ?? prompt ?? settings }
}
