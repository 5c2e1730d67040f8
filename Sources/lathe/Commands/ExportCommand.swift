import ArgumentParser
import Console
import Foundation
import Interchange
import Library
import Operations
import Prompting
import Remedies
import Reports
import Sampling
import TextLayout

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a prompt, its settings, a run's result, or preferences for other programs and people.",
        discussion: """
            FILE is a prompt, with --to, or a result that `lathe run --format json` printed, with --format. What the other \
            format can't express is listed on standard error. With --preferences the verdicts on the prompt's outputs are written \
            as data to train on (\(PreferenceFormat.allCases.map(\.rawValue).joined(separator: ", "))), as TRL reads it.

            EXAMPLES
              lathe export sentiment --to dotprompt
              lathe export tour --to promptfoo --output promptfooconfig.yaml
              lathe export tour --lane warm --to lm-studio --output warm.preset.json
              lathe run tour --format json > tour.json
              lathe export tour.json --format html --output tour.html
              lathe export summary --preferences --to dpo --output train.jsonl \\
                  --test-share 0.1 --test-output test.jsonl
              lathe export arithmetic --preferences --to sft --evaluation 12
            """)

    @Argument(help: "A prompt file, a prompt's name, a result, or - for standard input.")
    var file: String

    @Option(help: "The format that a prompt, or with --preferences its data, is written in.")
    var to: ExportFormat?

    @Option(help: "The format of a run's result.")
    var format: ReportFormat?

    @Option(help: "The lane whose settings, technique and layout are written.")
    var lane: String?

    @Option(help: "The model's name in the other program.")
    var model: String?

    @Option(
        name: .customLong("set"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "The value of a variable; `name=@file` reads a file, `name=-` standard input. May be repeated.",
            valueName: "name=value"))
    var assignments: [String] = []

    @Option(help: "The file to write, instead of standard output. It must not exist yet.")
    var output: String?

    @Flag(help: "Replaces the files that are named.")
    var replace = false

    @OptionGroup var preference: PreferenceArguments

    func validate() throws {
        guard (to == nil) != (format == nil) else {
            throw ValidationError("Give either --to, for a prompt, or --format, for a run's result.")
        }
        guard format == nil || (lane == nil && model == nil && assignments.isEmpty) else {
            throw ValidationError("--lane, --model and --set belong to --to; a result is written as it is.")
        }
        if preference.preferences {
            guard lane == nil, model == nil, assignments.isEmpty else {
                throw ValidationError("--lane, --model and --set have no place with --preferences.")
            }
            guard case .preferences = to else {
                throw ValidationError("With --preferences, --to is one of \(ExportFormat.preferenceNames).")
            }
        } else if case .preferences(let format) = to {
            throw ValidationError("--to \(format.rawValue) belongs to --preferences.")
        }
    }

    func run() throws {
        var text = ""
        var losses: [Notice] = []
        if case .preferences(let format) = to {
            let (train, test) = try preference.texts(of: file, as: format) { printError(harmless($0)) }
            if let test, let path = preference.testOutput { try writeFile(test, at: path, replaces: replace) }
            return try write(train)
        }
        if case .prompt(let to) = to {
            let opened = try PromptLibrary.standard.open(file)
            let variables = try PromptArguments.variables(assignments)
            try opened.prompt.checkAssigned(variables.keys)
            let conversion = try Interchange.write(
                opened, as: to,
                options: ExportOptions(
                    lane: lane, model: model, variables: variables, places: Configuration.current.places,
                    userSettings: to.isPreset ? opened.prompt.settingsBehind(lane: lane) : SettingsPatch()))
            (text, losses) = (conversion.value, opened.readingRemarks.map { Notice($0) } + conversion.losses)
        } else if let format {
            text = try RunReport(json: try InputFile.text(of: file), name: file).text(format)
        }
        try write(text)
        for loss in losses { printError(harmless(commandLineText(of: loss))) }
    }

    private func write(_ text: String) throws {
        guard let output else { return try printForeign(text) }
        try writeFile(text, at: output, replaces: replace)
    }
}
