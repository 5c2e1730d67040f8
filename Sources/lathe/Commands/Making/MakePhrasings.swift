import ArgumentParser
import Evaluation

struct MakePhrasings: MakingCommand {
    static let configuration = CommandConfiguration(
        commandName: "phrasings",
        abstract: "Makes other wordings and formats of a prompt, to know how much they matter.",
        discussion: """
            A model writes the instruction in other words, and a grammar gives other labels and separators. What you accept \
            becomes one of the prompt's phrasings: `lathe sweep --over phrasing` tries them all. About one in eight wordings that \
            a model writes changes the task: read them.

            KEYS
              a  accept    e  edit    r  reject    s  later    u  take back    q  leave

            EXAMPLES
              lathe make phrasings draft -n 12
              lathe make phrasings draft -n 8 --formats 0 --with gpt/gpt-4o-mini
            """)
    static let kind = Candidate.Kind.phrasings

    @Option(
        help: ArgumentHelp(
            "How many of the candidates are formats, as far as the prompt has labels (default: half of them).",
            valueName: "number"))
    var formats: Int?

    @OptionGroup var making: MakingArguments
    @OptionGroup var engine: EngineArguments

    func validate() throws {
        if let formats, !(0...making.number).contains(formats) {
            throw ValidationError("--formats is \(formats); it must be 0...\(making.number).")
        }
        if making.rate != nil {
            throw ValidationError(
                "--rate belongs to examples, cases and reasoning; what a phrasing is worth, a sweep measures.")
        }
    }

    func run() throws {
        var wanted = order
        wanted.formats = formats ?? making.number / 2
        try make(wanted, request(to: .phrasings))
    }
}
