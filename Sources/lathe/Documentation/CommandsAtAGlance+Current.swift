import ArgumentParser
import Reference

extension ToolDescription {
    /// Describes the program.
    static var current: ToolDescription? { ToolDescription(LatheCommand._dumpHelp()) }
}

extension CommandsAtAGlance {
    /// The program's commands.
    static var current: CommandsAtAGlance? {
        guard let tool = ToolDescription.current else { return nil }
        let shared: [(title: String, type: any ParsableArguments.Type)] = [
            ("engine", EngineArguments.self), ("settings", SamplingArguments.self), ("prompt", PromptArguments.self),
            ("lanes", LaneArguments.self), ("data", DataArguments.self), ("rows", RowArguments.self),
            ("answers", AnswerArguments.self), ("evaluation", EvaluationArguments.self),
            ("measures", MeasureArguments.self),
        ]
        return CommandsAtAGlance(
            tool,
            groups: LatheCommand.configuration.groupedSubcommands.map { group in
                (group.name, group.subcommands.map { $0._commandName })
            },
            shared: shared.compactMap { title, type in ToolDescription(type._dumpHelp()).map { (title, $0) } })
    }
}
