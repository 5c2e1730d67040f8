import ArgumentParser
import Evaluation
import Operations

struct MakeReasoning: MakingCommand {
    static let configuration = CommandConfiguration(
        commandName: "reasoning",
        abstract: "Makes the reasoning of examples, for chain of thought.",
        discussion: """
            The model is asked by zero-shot chain of thought, several times for each question. Reasoning that leads to the known \
            answer is kept, the shortest of each question. A right answer can come of wrong reasoning: read it.

            KEYS
              a  accept    e  edit    r  reject    s  later    u  take back    q  leave
              d  what was dropped and why    + -  move the least rating

            EXAMPLES
              lathe make reasoning draft --tries 8
              lathe make reasoning draft --data train.jsonl -n 8 --with large-model
            """)
    static let kind = Candidate.Kind.reasoning

    @Option(
        help: ArgumentHelp(
            "Questions with right answers, which become examples: a data file or a shipped data set's name (default: the prompt's examples without reasoning).",
            valueName: "file"))
    var data: String?

    @OptionGroup(title: "Data") var rows: RowArguments

    @OptionGroup var place: PlaceArguments

    @Option(help: ArgumentHelp("The number of tries for each question.", valueName: "number"))
    var tries = 4

    @Flag(
        help:
            "Takes questions that differ in meaning: as many groups of questions as candidates are asked for, and one of each (k-means over embeddings)."
    )
    var diverse = false

    @Option(
        help: ArgumentHelp(
            "The model whose embeddings --diverse compares (default: the one that writes).", valueName: "model"))
    var embeddingModel: String?

    @OptionGroup var making: MakingArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments

    func validate() throws {
        if !(1...100).contains(tries) { throw ValidationError("--tries is \(tries); it must be 1...100.") }
    }

    func run() throws {
        var (asked, wanted) = (request(to: place.place(or: .examples)), order)
        asked.data = try data.map { ($0, try rows.options()) }
        (asked.isDiverse, asked.embedder) = (diverse, embeddingModel)
        wanted.tries = tries
        try make(wanted, asked)
    }
}
