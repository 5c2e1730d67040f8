import ArgumentParser
import Evaluation

struct MakePhrasings: MakingCommand {
    static let configuration = CommandConfiguration(
        commandName: "phrasings",
        abstract: "Makes other wordings and formats of a prompt, to know how much they matter.",
        discussion: """
            A model writes the instruction in other words, and a grammar gives other labels and separators. With --orders the \
            examples come in other orders too. What you accept becomes one of the prompt's phrasings: `lathe sweep --over phrasing` tries them all. About one in eight wordings that \
            a model writes changes the task: read them.

            KEYS
              a  accept    e  edit    r  reject    s  later    u  take back    q  leave
              d  what was dropped and why

            EXAMPLES
              lathe make phrasings draft -n 12
              lathe make phrasings draft -n 8 --formats 0 --with gpt/gpt-4o-mini
              lathe make phrasings draft -n 12 --formats 4 --orders 4
            """)
    static let kind = Candidate.Kind.phrasings

    @Option(
        help: ArgumentHelp(
            "How many of the candidates are formats, as far as the prompt has labels (default: half of those that are no orders).",
            valueName: "number"))
    var formats: Int?

    @Option(
        help: ArgumentHelp(
            "How many of the candidates send the examples in another order, as far as there are others; --seed draws them.",
            valueName: "number"))
    var orders = 0

    @OptionGroup var making: MakingArguments
    @OptionGroup(title: "Model and engine") var engine: EngineArguments

    func validate() throws {
        let most = making.number
        for (name, value, most) in [("orders", orders, most), ("formats", formats ?? 0, most - orders)]
        where value < 0 || value > most {
            throw ValidationError("--\(name) is \(value); it must be 0...\(most).")
        }
        if making.rate != nil {
            throw ValidationError(
                "--rate belongs to examples, cases and reasoning; what a phrasing is worth, a sweep measures.")
        }
    }

    func run() throws {
        var wanted = order
        wanted.formats = formats ?? (making.number - orders) / 2
        wanted.orders = orders
        try make(wanted, request(to: .phrasings))
    }
}
