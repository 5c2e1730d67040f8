import ArgumentParser
import Evaluation
import Operations

/// Options for attacks on a prompt.
struct AttackArguments: ParsableArguments {
    @Option(help: "The number of tries of each attack.")
    var tries: Int = 1

    @Option(
        help: ArgumentHelp(
            "The variable that attacks take the place of (default: the input's last; without one, the whole input).",
            valueName: "variable"))
    var into: String?

    @Option(help: ArgumentHelp("Another prompt, which is attacked and compared too.", valueName: "prompt"))
    var against: String?

    @Flag(help: "Lists every output that broke a prompt, whole, with what was asked.")
    var broken = false

    func validate() throws {
        if !(1...100).contains(tries) { throw ValidationError("--tries is \(tries); it must be 1...100.") }
    }
}

/// Options for a search for sentences with which a prompt holds better.
struct HardeningArguments: ParsableArguments {
    @Flag(help: "Looks for sentences with which the prompt's first lane holds better and refuses no more.")
    var harden = false

    @Option(
        help: ArgumentHelp(
            "The number of texts that a model proposes for --harden from attacks that worked, besides the suite's.",
            valueName: "number"))
    var propose: Int?

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp("The model that proposes (default: the prompt's own).", valueName: "model"))
    var proposer: String?

    @Option(
        help: ArgumentHelp(
            "The new file that --harden writes the prompt with the best sentences to.", valueName: "prompt.yaml"))
    var out: String?

    func validate() throws {
        if let propose, !(1...100).contains(propose) {
            throw ValidationError("--propose is \(propose); it must be 1...100.")
        }
        guard harden else {
            let given = [("--propose", propose != nil), ("--with", proposer != nil), ("--out", out != nil)]
            if let other = given.first(where: \.1) {
                throw ValidationError("\(other.0) has no meaning without --harden.")
            }
            return
        }
        if proposer != nil, propose == nil { throw ValidationError("--with has no meaning without --propose.") }
    }

    /// What is asked of the search, without proposals: all texts are tried.
    func order() -> ImprovementOrder {
        var order = ImprovementOrder()
        order.tries = 1000
        return order
    }
}
