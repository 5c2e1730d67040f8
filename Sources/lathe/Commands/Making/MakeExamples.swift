import ArgumentParser
import Evaluation
import Operations

struct MakeExamples: MakingCommand {
    static let configuration = CommandConfiguration(
        commandName: "examples",
        abstract: "Makes examples for a prompt, after those that it has.",
        discussion: """
            By self-instruct (Wang et al. 2023): a model goes on with a list of six inputs of yours and two that it made, and \
            answers each new one under the prompt. Where the answers are choices or yes and no, inputs are made for each of them.

            KEYS
              a  accept    e  edit    r  reject    s  later    u  take back    q  leave

            EXAMPLES
              lathe make examples draft.prompt.yaml -n 8
              lathe make examples draft --with large-model --rate accuracy --to more.jsonl
            """)
    static let kind = Candidate.Kind.examples

    @Argument(help: "A prompt file or a prompt's name.")
    var file: String

    @Option(
        help: ArgumentHelp(
            "A file of JSON Lines that accepted candidates are added to (default: the prompt's examples).",
            valueName: "file"))
    var to: String?

    @OptionGroup var inputs: InputMakingArguments
    @OptionGroup var making: MakingArguments
    @OptionGroup var engine: EngineArguments

    func run() throws {
        var (asked, wanted) = (request(to: to.map { .file($0) } ?? .examples), order)
        inputs.fill(&asked, &wanted)
        try make(wanted, asked)
    }
}
