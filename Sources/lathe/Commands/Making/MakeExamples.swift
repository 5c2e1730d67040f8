import ArgumentParser
import Evaluation

struct MakeExamples: InputMakingCommand {
    static let configuration = CommandConfiguration(
        commandName: "examples",
        abstract: "Makes examples for a prompt, after those that it has.",
        discussion: """
            By self-instruct (Wang et al. 2023): a model goes on with a list of six inputs of yours and two that it made, and \
            answers each new one under the prompt. Where the answers are choices or yes and no, inputs are made for each of them.

            KEYS
              a  accept    e  edit    r  reject    s  later    u  take back    q  leave
              d  what was dropped and why    + -  move the least rating

            EXAMPLES
              lathe make examples draft.prompt.yaml -n 8
              lathe make examples draft --with large-model --rate accuracy --to more.jsonl
            """)
    static let kind = Candidate.Kind.examples

    @OptionGroup var place: PlaceArguments
    @OptionGroup var inputs: InputMakingArguments
    @OptionGroup var making: MakingArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments

    func run() throws { try makeInputs(for: .examples) }
}
