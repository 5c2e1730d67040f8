import ArgumentParser
import Console
import Evaluation
import Foundation
import Library
import Operations
import Remedies
import Reports
import TextLayout

struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data",
        abstract: "Lists data files, and shows what one holds and what a prompt gets of it.",
        discussion: """
            EXAMPLES
              lathe data list
              lathe data show squad.json
              lathe data show arc.jsonl --prompt quiz --expected answerKey
            """,
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the data files of a folder, or those in this folder, the prompts' and Lathe's own.",
            discussion: "EXAMPLES\n  lathe data list\n  lathe data list ~/sets --format json")

        @Argument(help: "A folder, in place of those that the screen lists.")
        var folder: String?

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            let all: [KnownData]
            if let folder {
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
                    throw Failure("\(folder) is not a folder; `lathe data show` shows what a file holds.")
                }
                all = KnownData.files(in: folder, origin: folder)
            } else {
                all = KnownData.all
            }
            if format == .json { return try printJSON(all, pretty: true) }
            guard !all.isEmpty else {
                print("There are no files that end in .jsonl, .ndjson, .json, .csv, .tsv or .tab.")
                return
            }
            try TextTable(rows: [["file", "from", "path"]] + all.map { [$0.name, $0.origin, $0.path] }).show()
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what a data file holds: its form, rows, columns, first rows, and what is left out.",
            discussion: """
                With --prompt it shows what the columns fill, where the right answers are, and the first cases. The options \
                for rows are those of `lathe eval`. The exit code is 1 if the prompt gets no cases.

                EXAMPLES
                  lathe data show reviews --prompt sentiment
                  lathe data show squad.json --prompt qa --expected answers.text --limit 100
                  lathe data show rows.csv --rows 10 --format json
                """)

        @Argument(help: "A file, - for standard input, or a shipped data set's name.")
        var file: String

        @Option(help: ArgumentHelp("A prompt that the columns are for: its file or name.", valueName: "prompt"))
        var prompt: String?

        @Option(name: .customLong("rows"), help: ArgumentHelp("How many first rows are shown.", valueName: "number"))
        var shown = 3

        @OptionGroup var rows: RowArguments

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func validate() throws {
            if !(0...1000).contains(shown) { throw ValidationError("--rows is \(shown); it must be 0...1000.") }
            if prompt == nil, try rows.options() != DataOptions() {
                throw ValidationError("--map, --expected, --where and the like say what a prompt gets: add --prompt.")
            }
        }

        func run() throws {
            let opened = try prompt.map { try PromptLibrary.standard.open($0) }
            var asked = opened?.prompt
            if asked?.name.isEmpty == true { asked?.name = prompt ?? "" }
            let options = try rows.options()
            let sheet = try DataSheet(
                file: file, path: DataSet.shippedFile(file) ?? file, for: asked,
                options: opened.map { options.checked(by: $0) } ?? options, firstRows: shown)
            let report = DataReport(sheet, firstRows: shown, wording: commandLineText)
            if format == .json {
                try printJSON(report, pretty: true)
            } else {
                let terminal = TerminalSize.current
                try printOutput(
                    report.lines(width: terminal.columns, glyphs: terminal.glyphs).map { $0 + "\n" }.joined())
            }
            if report.problem != nil || sheet.survey.rowCount == 0 { throw ExitCode.failure }
        }
    }
}
