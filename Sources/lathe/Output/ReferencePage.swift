import Evaluation
import Foundation
import Interchange
import Library
import Reports
import Sampling
import TextLayout
import Workbench

/// A page of the reference, made of the program's own tables, so that it can't differ from them.
struct ReferencePage {
    /// The name of its file.
    var name: String
    var text: String

    static var all: [ReferencePage] {
        [
            ReferencePage(name: "commands.md", text: commands),
            ReferencePage(name: "commands-at-a-glance.md", text: commandsAtAGlance),
            ReferencePage(name: "keys.md", text: keys),
            ReferencePage(name: "settings.md", text: settings), ReferencePage(name: "sampling.md", text: sampling),
            ReferencePage(name: "formats-at-a-glance.md", text: formats),
            ReferencePage(name: "measures-at-a-glance.md", text: measures),
            ReferencePage(name: "lathe.1", text: ManualPage.text(Array(DescribedCommand.all.dropFirst()))),
        ]
    }

    private static let remark = "<!-- Made by `make docs` of the program itself; a change here is lost. -->\n\n"

    // MARK: formats

    private static var formats: String {
        let rows = InterchangeFormat.allCases.map { "| `\($0.rawValue)` | \($0.files) | \($0.translation) |" }
        return remark + """
            # Formats at a glance

            The formats that `lathe import` reads and `lathe export` writes; [more about them](formats.md).

            | format | files | how it is translated |
            | --- | --- | --- |
            \(rows.joined(separator: "\n"))

            """
    }

    // MARK: measures

    private static var measures: String {
        let metrics = Measures.metrics.map {
            "| `\($0.name)` | \($0.meaning) | \($0.comparesWithAnswers ? "a right answer" : "") | \(use($0)) |"
        }
        let checks = Measures.checks.map { check in
            let operands =
                switch check.operands {
                case .none: ""
                case .one: "a value"
                case .several: "one or more values"
                case .schema: "a JSON schema, or nothing"
                case .range: "a number, or `min` and `max`"
                case .checks: "other checks"
                }
            return "| `\(check.name)` | \(check.meaning) | \(operands) | \(use(check)) |"
        }
        return remark + """
            # Measures at a glance

            ## Metrics

            Numbers for outputs, for `--metric`; see [evaluate](../how-to/evaluate.md#metrics).

            | metric | what it is | compares with | needs a model's |
            | --- | --- | --- | --- |
            \(metrics.joined(separator: "\n"))

            ## Checks

            Conditions that an output meets or not, for a prompt's `evaluators` and a column `__expected`; see [formats](formats.md#checks). With `not-`
            before its name, a check must not hold.

            | check | holds if | compares with | needs a model's |
            | --- | --- | --- | --- |
            \(checks.joined(separator: "\n"))

            """
    }

    private static func use(_ measure: any Measure) -> String { measure.modelUse?.rawValue ?? "" }

    // MARK: commands

    private static var commands: String {
        let all = DescribedCommand.all
        let rows = all.map { "| [`\($0.name)`](#\($0.anchor)) | \($0.abstract) |" }
        let details = all.map { "## \($0.name)\n\n```text\n\($0.help)\n```" }
        return remark + """
            # Commands

            `FILE` is a path, the name of one of your prompts or of a shipped one, or `-` for standard input. `RUN` is a run's number, `last`,
            or `last~2` for the one two before. Results go to standard output, notices and errors to standard error; the exit codes are
            those of [scripts and CI](../how-to/ci.md).

            | command | what it does |
            | --- | --- |
            \(rows.joined(separator: "\n"))

            \(details.joined(separator: "\n\n"))

            """
    }

    private static var commandsAtAGlance: String {
        remark + """
            # Commands at a glance

            `lathe`, or `lathe FILE`, opens the workbench. `--help` after a command explains its options, and so does [commands](commands.md).

            \(CommandsAtAGlance()?.tables ?? "")

            - `FILE` is a path, the name of one of your prompts or of a shipped one, or `-` for standard input. `RUN` is a run's number, `last`,
              or `last~2` for the one two before.
            - The settings are those of [sampling](sampling.md).
            - With `history: false` in the [settings](settings-file.md) nothing at all is kept in the history, as with `--no-history`.

            Results go to standard output, notices and errors to standard error.

            | exit code | meaning |
            | --- | --- |
            | 0 | done |
            | 1 | the work, or any lane, failed; `batch`: a line or a lane did, and its result says why in `error`; `history rerun`: a text is another one |
            | 64 | wrong usage |
            | 130 | interrupted; `run` prints what was generated until then |

            [Scripts and CI](../how-to/ci.md) shows the commands at work in scripts.

            """
    }

    // MARK: keys

    private static var keys: String {
        let sections = KeySection.all.map { section in
            "## \(section.title)\n\n| keys | what they do |\n| --- | --- |\n"
                + section.keys.map { line in
                    let names = line.names.split(separator: " ").map { "`\($0.replacing("|", with: "\\|"))`" }
                    return "| \(names.joined(separator: " ")) | \(line.action.replacing("|", with: "\\|")) |"
                }.joined(separator: "\n")
        }
        return remark + """
            # Keys

            `lathe`, or `lathe FILE`, opens the workbench. Its last line shows the keys that work where you are, F1 shows all of them, ^P finds
            any action by its name, over a list what the list's keys do first, and `lathe keys` prints what stands here (`--format json` for
            scripts). F-keys have a second key, for terminals that use the F-keys themselves. `^X` is Ctrl-X, `Alt-x` is Alt with x, or Esc and then x.

            \(sections.joined(separator: "\n\n"))

            """
    }

    // MARK: settings

    private static var settings: String {
        remark + """
            # Settings

            `lathe config init` writes this file: every setting, explained and commented out. [Your settings](settings-file.md) says how to work
            with it.

            ```yaml
            \(Configuration.template.trimmingCharacters(in: .newlines))
            ```

            """
    }

    // MARK: sampling

    private static var sampling: String {
        let defaults = Settings()
        let rows = SettingsKey.allCases.map { key in
            let value = key.setting.text(of: defaults[key])
            return
                "| `\(key.rawValue)` | \(key.setting.briefRange) | \(value.isEmpty ? "none" : value) | \(key.setting.help) |"
        }
        let orders = StageOrder.allCases.map { order in
            "- `\(order.rawValue)`: \(order.stages.map(\.title).joined(separator: ", "))."
        }
        return remark + """
            # Sampling settings

            These are the keys of `modelParameters` in prompt files and lanes. As options of commands they are spelt `--top-k`.

            | key | range | default | what it does |
            | --- | --- | --- | --- |
            \(rows.joined(separator: "\n"))

            A value comes from the first of these that has one: the command line, the lane, the prompt, your [settings](settings-file.md), the model
            file (`general.sampling.*`), the default.

            ## Order of the stages

            The *funnel* is the ordered list of stages that turn the model's logits into the candidates a token is drawn from. The same numbers mean
            different things in its two orders:

            \(orders.joined(separator: "\n"))

            A [grammar](../how-to/constrained-answers.md) comes before all of them, in both orders.

            With logits 3, 2 and 1, temperature 0.5 and top-P 0.8, `llama.cpp` keeps two tokens, because top-P sees the probabilities 0.67, 0.24 and
            0.09. `hugging-face` keeps one, because after temperature the probabilities are 0.87, 0.12 and 0.02.

            The draw is Gumbel-max over the candidates that are left. It gives each exactly the probability of their softmax, and lanes of one
            seed share its noise: see [common random numbers](../explanation/strict-and-fast.md#common-random-numbers).

            """
    }
}
