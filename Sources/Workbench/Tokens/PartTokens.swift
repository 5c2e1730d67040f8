import Foundation
import Lanes
import Prompting

/// The numbers of tokens that the parts of a prompt have in the text that a lane sends.
struct PartTokens: Sendable, Hashable {
    /// The tokens of the instruction, and of the input; nil if the text isn't found.
    var instruction: Int?
    var input: Int?
    /// The tokens of examples and turns, which stand between the two.
    var between = 0
    /// What these are: `examples`, `turns`, `examples and turns`; empty if there are none.
    let betweenName: String
    /// The tokens of the template around all.
    var template = 0

    /// Finds instruction and input in the sent text. Between them are examples and turns, around them is the template.
    init(of sent: SentPrompt, lane: Int, _ setup: Setup) {
        let resolved = try? setup.resolved(lane)
        let prompt = setup.prompt.phrased(resolved?.phrasing)
        let values = setup.sentValues(of: lane)
        func rendered(_ text: String) -> String {
            Template.filled(text, with: values).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let bytes = sent.tokens.map(\.text).joined()
        func offsets(_ range: Range<String.Index>) -> Range<Int> {
            let start = bytes.utf8.distance(from: bytes.startIndex, to: range.lowerBound)
            return start..<start + bytes.utf8.distance(from: range.lowerBound, to: range.upperBound)
        }
        let (instruction, input) = (rendered(prompt.instruction), rendered(prompt.input))
        let instructionRange = instruction.isEmpty ? nil : bytes.firstRange(of: instruction)
        let inputRange = input.isEmpty ? nil : bytes.ranges(of: input).last
        let (instructionPlace, inputPlace) = (instructionRange.map(offsets), inputRange.map(offsets))
        let sendsExamples = resolved?.technique.traits.sendsExamples == true
        betweenName = [sendsExamples ? "examples" : "", prompt.turns.isEmpty ? "" : "turns"].filter { !$0.isEmpty }
            .joined(separator: " and ")
        if instructionPlace != nil { self.instruction = 0 }
        if inputPlace != nil { self.input = 0 }
        var offset = 0
        for token in sent.tokens {
            if instructionPlace?.contains(offset) == true {
                self.instruction = (self.instruction ?? 0) + 1
            } else if inputPlace?.contains(offset) == true {
                self.input = (self.input ?? 0) + 1
            } else if !betweenName.isEmpty, offset >= instructionPlace?.upperBound ?? 0,
                offset < inputPlace?.lowerBound ?? .max
            {
                between += 1
            } else {
                template += 1
            }
            offset += token.text.utf8.count
        }
    }

    /// The parts that have tokens, with their names.
    var all: [(name: String, count: Int)] {
        let all: [(name: String, count: Int)] = [
            ("instruction", instruction ?? 0), (betweenName, between), ("input", input ?? 0), ("template", template),
        ]
        return all.filter { $0.count > 0 }
    }

    /// Returns the number of tokens for the note of a heading in the prompt's pane; empty if it isn't known.
    func note(under heading: String) -> String {
        let count: Int? =
            switch heading {
            case "Instruction": instruction
            case "Input": input
            case "Examples": betweenName == "examples" ? between : nil
            case "Conversation": betweenName == "turns" ? between : nil
            default: nil
            }
        guard let count, count > 0 else { return "" }
        return count == 1 ? "1 token" : "\(count) tokens"
    }

    /// Returns the numbers with those of an earlier count where a text isn't found because it was typed on meanwhile.
    func completed(by earlier: PartTokens?) -> PartTokens {
        var copy = self
        copy.instruction = instruction ?? earlier?.instruction
        copy.input = input ?? earlier?.input
        return copy
    }
}
