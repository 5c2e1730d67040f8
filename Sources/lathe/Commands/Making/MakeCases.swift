import ArgumentParser
import Evaluation
import Operations

struct MakeCases: MakingCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "Makes cases to try a prompt on, after its examples and testData.",
        discussion: """
            As `lathe make examples`, with the prompt's testData among the inputs that are shown. A case's right answer is what \
            the model answered: read it before you accept it, or have it rated.

            KEYS
              a  accept    e  edit    r  reject    s  later    u  take back    q  leave

            EXAMPLES
              lathe make cases sentiment --to reviews.jsonl -n 20
              lathe make cases draft --with large-model --against reviews.csv
              lathe make cases draft -n 200 --max-tokens-total 50000 --out cases.jsonl < /dev/null
            """)
    static let kind = Candidate.Kind.cases

    @Argument(help: "A prompt file or a prompt's name.")
    var file: String

    @Option(
        help: ArgumentHelp(
            "A file of JSON Lines that accepted candidates are added to (default: the prompt's testData).",
            valueName: "file"))
    var to: String?

    @OptionGroup var inputs: InputMakingArguments
    @OptionGroup var making: MakingArguments
    @OptionGroup var engine: EngineArguments

    func run() throws {
        var (asked, wanted) = (request(to: to.map { .file($0) } ?? .testData), order)
        inputs.fill(&asked, &wanted)
        try make(wanted, asked)
    }
}
