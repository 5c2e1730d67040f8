import ArgumentParser
import Console
import Foundation
import Lanes
import Library
import Operations
import Remedies
import Reports
import Runtime
import Sampling
import TextLayout

/// The root of all commands.
struct LatheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lathe",
        abstract: "A prompt-engineering workbench: one prompt, several lanes, side by side.",
        discussion: """
            EXAMPLES
              lathe                          the workbench, on the last prompt
              lathe sentiment                the workbench on a saved prompt
              lathe FILE                     the workbench on a prompt's file
              lathe run tour                 four lanes of a shipped prompt, side by side
              lathe run sentiment --set "review=Too long." \\
                  --lane name=cool,temperature=0.2 --lane name=warm,temperature=1.2
              lathe compile sentiment --tokens        the exact text that the model is sent
              lathe next --text "The capital of France is"
              lathe eval sentiment --data reviews.csv    which lane is right more often
              lathe history search lighthouse            all runs are kept
              lathe version                              Lathe's and llama.cpp's versions
            """,
        version: VersionCommand.text,
        subcommands: [
            ProbeCommand.self, ServeEngineCommand.self, CheckComputeCommand.self, ReferenceCommand.self,
        ],
        groupedSubcommands: [
            CommandGroup(
                name: "Work",
                subcommands: [
                    OpenCommand.self, TutorialCommand.self, RunCommand.self, CompileCommand.self, NextCommand.self,
                    BatchCommand.self,
                ]),
            CommandGroup(
                name: "Judge",
                subcommands: [
                    EvalCommand.self, SweepCommand.self, AttackCommand.self, ImproveCommand.self,
                    EvaluationsCommand.self,
                    ScoreCommand.self, JudgeCommand.self,
                    VoteCommand.self, PairsCommand.self, DetectCommand.self, DataCommand.self, SourcesCommand.self,
                ]),
            CommandGroup(name: "Make", subcommands: [MakeCommand.self]),
            CommandGroup(
                name: "Keep",
                subcommands: [HistoryCommand.self, PromptsCommand.self, ImportCommand.self, ExportCommand.self]),
            CommandGroup(
                name: "Machine",
                subcommands: [
                    ModelsCommand.self, ConfigCommand.self, KeysCommand.self, DoctorCommand.self, VersionCommand.self,
                    HelpCommand.self,
                ]),
        ],
        defaultSubcommand: OpenCommand.self)
}

@main
enum Main {
    static func main() {
        StandardDescriptors.reserve()
        StartEnvironment.apply()
        // A parent may have it ignored. With the default, the program ends quietly if the reader of its output goes
        // away.
        signal(SIGPIPE, SIG_DFL)
        // If a file may not grow any more, the write shall fail as on a full disk, and not end the program.
        signal(SIGXFSZ, SIG_IGN)
        let arguments = markingNote(JoinedValues.joined(Array(CommandLine.arguments.dropFirst())))
        var running: (any ParsableCommand.Type)?
        do {
            try checkCommand(arguments)
            var command = try LatheCommand.parseAsRoot(arguments)
            running = type(of: command)
            try checkConfiguration(for: command)
            try command.run()
            guard fflush(nil) == 0 else { throw Failure.output(errno) }
        } catch {
            let code = LatheCommand.exitCode(for: error)
            guard code != .success else { LatheCommand.exit(withError: error) }
            // The message may quote a file or the command line, which a terminal must not obey.
            let said = (error as? any Remediable).map { Failure(commandLineText(of: $0)) as any Error } ?? error
            let message = running.flatMap { misuse(error, in: $0) } ?? LatheCommand.fullMessage(for: said)
            if !message.isEmpty { printError(harmless(message)) }
            exit(code.rawValue)
        }
    }

    /// Returns the message for a wrong use that the command found while it worked, with that command's usage:
    /// ArgumentParser would show the root's. Nil for other errors.
    private static func misuse(_ error: any Error, in command: any ParsableCommand.Type) -> String? {
        guard let error = error as? ValidationError else { return nil }
        let usage = LatheCommand.usageString(for: command).replacing("\n", with: "\n       ")
        let help = (usage.split(separator: " ").prefix { $0.first?.isLetter == true } + ["--help"]).joined(
            separator: " ")
        return "Error: \(error.message.shortened())\nUsage: \(usage)\n  See '\(help)' for more information."
    }

    /// Throws if the settings file has mistakes, so that nothing is done under settings that the user didn't mean.
    /// Commands that report these mistakes work anyway.
    private static func checkConfiguration(for command: any ParsableCommand) throws {
        guard !(command is any WorksWithoutConfiguration) else { return }
        for notice in try Configuration.loaded.get().notices { printError(harmless(notice)) }
    }

    /// Writes `history note 5 "- item"` as `history note -- 5 "- item"`, because ArgumentParser would refuse the note.
    private static func markingNote(_ arguments: [String]) -> [String] {
        guard arguments.prefix(2) == ["history", "note"], arguments.count > 3, arguments[3].hasPrefix("-"),
            arguments[3] != "-", !["--", "--format", "--help", "-h"].contains(arguments[3])
        else { return arguments }
        return arguments[..<2] + arguments[4...] + ["--"] + arguments[2...3]
    }

    /// Throws for a mistyped command, which must not be taken for anything else.
    private static func checkCommand(_ arguments: [String]) throws {
        let commands = LatheCommand.configuration.subcommands
        let hidden = commands.filter { !$0.configuration.shouldDisplay }.map { $0._commandName }
        var names = commands.map { $0._commandName }.filter { !hidden.contains($0) }
        var rest = arguments[...]
        let group = LatheCommand.configuration.subcommands.first {
            $0._commandName == rest.first && !$0.configuration.subcommands.isEmpty
        }
        if let group {
            names = group.configuration.subcommands.map { $0._commandName }
            rest.removeFirst()
        }
        guard let word = rest.first, !word.hasPrefix("-"), !hidden.contains(word), !names.contains(word) else { return }
        let isPrompt =
            group == nil
            && (FileManager.default.fileExists(atPath: word) || PromptLibrary.standard.names.contains(word))
        guard !isPrompt else { return }
        let hint =
            nearest(to: word, in: names + PromptLibrary.standard.names).map { "did you mean `\($0)`?" }
            ?? "there are \(names.joined(separator: ", "))."
        throw ValidationError("`\(word.quoted)`: no such command or file; \(hint)")
    }
}
