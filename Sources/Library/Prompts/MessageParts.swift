import Prompting

/// A turn of a `messages` file.
package struct MessageTurn: Sendable, Hashable {
    /// Who speaks.
    package var role: Role
    /// What is said.
    package var content: String
    /// The number of the message in the file, from 1; nil if no message was left out before it.
    package var number: Int?

    /// Creates a turn.
    package init(role: Role, content: String, number: Int? = nil) {
        self.role = role
        self.content = content
        self.number = number
    }
}

/// The roles that the turns of a `messages` file play in a prompt: the system's turns are the instruction, the last
/// user turn is the input, and an assistant's turn after it opens the answer. The turns before the input are examples.
/// Neighbouring turns of one role are joined.
package struct MessageParts: Sendable {
    let turns: [MessageTurn]
    /// Indices of the system turns.
    private(set) var system: [Int] = []
    /// Examples, each with the indices of its turns.
    package private(set) var examples: [(example: Example, turns: [Int])] = []
    /// Indices of the user's turns that make up the input.
    private(set) var inputIndices: [Int] = []
    /// Indices of the assistant's last turns, which open the answer.
    private(set) var openingIndices: [Int] = []

    /// Sorts the turns of a file into parts.
    package init(_ turns: [MessageTurn]) {
        self.turns = turns
        system = turns.indices.filter { turns[$0].role == .system }
        var blocks = Self.blocks(turns)[...]
        if blocks.count > 1, blocks.last?.role == .assistant { openingIndices = blocks.removeLast().turns }
        if blocks.last?.role == .user { inputIndices = blocks.removeLast().turns }
        while let block = blocks.popFirst() {
            let question = block.role == .user ? block.turns : []
            guard let answer = block.role == .user ? blocks.popFirst()?.turns : block.turns else { break }
            let example = Example(input: Self.joined(turns, question), output: Self.joined(turns, answer))
            examples.append((example, question + answer))
        }
    }

    /// Returns the turns of user and assistant; neighbouring turns of one role are together.
    private static func blocks(_ turns: [MessageTurn]) -> [(role: Role, turns: [Int])] {
        var blocks: [(role: Role, turns: [Int])] = []
        for index in turns.indices where turns[index].role != .system {
            if blocks.last?.role == turns[index].role {
                blocks[blocks.count - 1].turns.append(index)
            } else {
                blocks.append((turns[index].role, [index]))
            }
        }
        return blocks
    }

    /// The text of all system turns.
    package var instruction: String { Self.joined(turns, system) }
    /// The text of the last user turn, or of several that follow each other; empty if there is none.
    package var input: String { Self.joined(turns, inputIndices) }
    /// The beginning of the answer: the text of the assistant's turns after the last user turn; empty if there are
    /// none.
    package var opening: String { Self.joined(turns, openingIndices) }

    /// The turns before the input as a conversation.
    package var conversation: [Turn] {
        examples.flatMap { one in
            (one.turns.first.map { turns[$0].role } == .assistant ? [] : [Turn(role: .user, text: one.example.input)])
                + [Turn(role: .assistant, text: one.example.output)]
        }
    }

    /// True if the turns before the input have variables, as those of a conversation in a template do; false if only the input
    /// has, as in a template with examples; nil if none has.
    package var hasVariablesBeforeInput: Bool? {
        func hasVariables(_ text: String) -> Bool { !Template(text).variables.isEmpty }
        if examples.contains(where: { $0.example.templates.contains(where: hasVariables) }) { return true }
        return hasVariables(input) ? false : nil
    }

    /// Sentences that say which turns are moved, joined or added; they go on from "its".
    package var changes: [String] { changes(asConversation: false) }

    /// Returns those sentences for turns that are read as examples or `asConversation`.
    package func changes(asConversation: Bool) -> [String] {
        var changes: [String] = []
        if system.count > 1 {
            changes.append("\(named(system)), the system's, are joined into one instruction, which comes first.")
        } else if let only = system.first, only > 0 {
            changes.append("\(named(system)), the system's, comes first, as the instruction.")
        }
        let blocks = Self.blocks(turns)
        for block in blocks where block.turns.count > 1 {
            changes.append(
                "\(named(block.turns)), the \(block.role.rawValue)'s, are joined into one.")
        }
        if !asConversation, let first = blocks.first, first.role == .assistant {
            changes.append(
                "\(named(first.turns)), the assistant's, \(first.turns.count > 1 ? "have" : "has") no question, so "
                    + "an empty message of the user's is added before it.")
        }
        if !opening.isEmpty { changes.append("last message, the assistant's, is the opening of the answer.") }
        return changes
    }

    private func named(_ indices: [Int]) -> String {
        Self.named(indices.map { turns[$0].number ?? $0 + 1 })
    }

    /// Returns `message 2` or `messages 2, 3 and 5`.
    package static func named(_ numbers: [Int]) -> String {
        let numbers = numbers.map(String.init)
        guard numbers.count > 1, let last = numbers.last else { return "message \(numbers.joined())" }
        return "messages \(numbers.dropLast().joined(separator: ", ")) and \(last)"
    }

    /// Returns the examples that messages can express: those that are on, without reasoning.
    static func expressible(_ examples: [Example]) -> [Example] {
        examples.filter(\.isOn).map { Example(input: $0.input, output: $0.output) }
    }

    /// Returns the turns for `prompt`. Parts that are the same keep their turns.
    func turns(for prompt: Prompt) -> [MessageTurn] {
        var result: [MessageTurn] = []
        let wanted = Self.expressible(prompt.examples)
        let isSameInstruction = prompt.instruction.utf8.elementsEqual(instruction.utf8)
        if !isSameInstruction, !prompt.instruction.isEmpty {
            result.append(MessageTurn(role: .system, content: prompt.instruction))
        }
        var unused = Array(examples.indices)
        for example in wanted {
            if let place = unused.firstIndex(where: { Self.isSame(examples[$0].example, example) }) {
                result += examples[unused.remove(at: place)].turns.map { turns[$0] }
            } else {
                result.append(MessageTurn(role: .user, content: example.input))
                result.append(MessageTurn(role: .assistant, content: example.output))
            }
        }
        if prompt.input.utf8.elementsEqual(input.utf8), !inputIndices.isEmpty {
            result += inputIndices.map { turns[$0] }
        } else if !prompt.input.isEmpty || !wanted.isEmpty || !prompt.wording.opening.isEmpty {
            result.append(MessageTurn(role: .user, content: prompt.input))
        }
        if !prompt.wording.opening.isEmpty {
            result.append(MessageTurn(role: .assistant, content: prompt.wording.opening))
        }
        if isSameInstruction {
            for index in system { result.insert(turns[index], at: min(index, result.count)) }
        }
        return result
    }

    private static func isSame(_ a: Example, _ b: Example) -> Bool {
        a.input.utf8.elementsEqual(b.input.utf8) && a.output.utf8.elementsEqual(b.output.utf8)
    }

    private static func joined(_ turns: [MessageTurn], _ indices: some Sequence<Int>) -> String {
        let texts = indices.map { turns[$0].content }
        return (texts.count > 1 ? texts.filter { !$0.isEmpty } : texts).joined(separator: "\n\n")
    }
}
