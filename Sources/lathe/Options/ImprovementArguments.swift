import ArgumentParser
import Evaluation
import Foundation
import Operations
import Prompting

/// Options for a search for a better prompt.
struct ImprovementArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Cases that are held out: they are used once, at the end (default: a share of --data).", valueName: "file"))
    var test: String?

    @Option(help: "The number of candidates besides the prompt as it is.")
    var tries: Int = 32

    @Option(help: "The largest number of examples of a candidate.")
    var mostExamples: Int = 8

    @Option(
        help: ArgumentHelp(
            "Instructions to try: a file with one on each line, or several lines apart from the next by a line of ---.",
            valueName: "file"))
    var instructions: String?

    @Option(
        help: ArgumentHelp(
            "The number of instructions that a model proposes from cases that the prompt gets wrong.",
            valueName: "number"))
    var propose: Int?

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp("The model that proposes (default: the prompt's own).", valueName: "model"))
    var proposer: String?

    @Option(help: ArgumentHelp("The share of --data that is held out.", valueName: "share"))
    var heldOut: Double = 0.5

    @Option(help: "The seed of the division of the cases and of the draws.")
    var divisionSeed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "The largest number of tokens of the whole search, prompts and outputs.", valueName: "tokens"))
    var maxTokensTotal: Int?

    @Option(
        help: ArgumentHelp(
            "Ends the search when its requests to servers have cost so much, in US dollars, by the prices in the settings; outputs that are under way then still cost (default: no limit).",
            valueName: "dollars"))
    var maxCostTotal: Double?

    func validate() throws {
        if !(1...1000).contains(tries) { throw ValidationError("--tries is \(tries); it must be 1...1000.") }
        if !(1...100).contains(mostExamples) {
            throw ValidationError("--most-examples is \(mostExamples); it must be 1...100.")
        }
        if let propose, !(1...100).contains(propose) {
            throw ValidationError("--propose is \(propose); it must be 1...100.")
        }
        if proposer != nil, propose == nil { throw ValidationError("--with has no meaning without --propose.") }
        if !(0.1...0.9).contains(heldOut) {
            throw ValidationError("--held-out is \(heldOut); it must be 0.1...0.9, as 0.5 for half of the cases.")
        }
        if let maxTokensTotal, maxTokensTotal < 1 {
            throw ValidationError("--max-tokens-total is \(maxTokensTotal); it must be at least 1.")
        }
        try checkCost(maxCostTotal)
    }

    /// What is asked of the search, without proposals.
    func order() throws -> ImprovementOrder {
        var order = ImprovementOrder()
        (order.tries, order.mostExamples, order.heldOutShare) = (tries, mostExamples, heldOut)
        (order.seed, order.mostTokens, order.mostCost) = (divisionSeed, maxTokensTotal, maxCostTotal)
        if let instructions {
            order.instructions = InstructionList.instructions(in: try InputFile.text(of: instructions))
            guard !order.instructions.isEmpty else {
                throw ValidationError("--instructions \(instructions): there is no instruction in it.")
            }
        }
        return order
    }
}

/// Throws if the file that a winner is to be written to exists already.
func checkNew(_ out: String?) throws {
    if let out, FileManager.default.fileExists(atPath: out) {
        throw ValidationError("--out \(out): the file exists already, and nothing is overwritten.")
    }
}

/// Throws if a limit of cost isn't a number above zero.
func checkCost(_ limit: Double?) throws {
    if let limit, !(limit > 0 && limit.isFinite) {
        throw ValidationError("--max-cost-total is \(limit); it must be more than 0.")
    }
}
