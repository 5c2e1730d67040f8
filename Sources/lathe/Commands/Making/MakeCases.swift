import ArgumentParser
import Evaluation

struct MakeCases: InputMakingCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "Makes cases to try a prompt on, after its examples and testData.",
        discussion: """
            As `lathe make examples`, with the prompt's testData among the inputs that are shown. A case's right answer is what \
            the model answered: read it before you accept it, or have it rated.

            KEYS
              a  accept    e  edit    r  reject    s  later    u  take back    q  leave
              d  what was dropped and why    + -  move the least rating

            EXAMPLES
              lathe make cases sentiment --to reviews.jsonl -n 20
              lathe make cases draft --with large-model --against reviews.csv
              lathe make cases draft --max-tokens-total 50000 --out cases.jsonl < /dev/null
            """)
    static let kind = Candidate.Kind.cases

    @OptionGroup var place: PlaceArguments
    @OptionGroup var inputs: InputMakingArguments
    @OptionGroup var making: MakingArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments

    func run() throws { try makeInputs(for: .testData) }
}
