import Prompting

/// A turn of a `messages` file.
struct MessageTurn: Sendable, Hashable {
    var role: Role
    var content: String
}

/// What the turns of a `messages` file are for: system is the instruction, the last user turn the input, an assistant's turn
/// after it the opening of the answer; turns before it are examples.
struct MessageParts: Sendable {
    let turns: [MessageTurn]
    /// Indices of the system turns.
    private(set) var system: [Int] = []
    /// Examples, each with the indices of its turns.
    private(set) var examples: [(example: Example, turns: [Int])] = []
    /// Indices of the user's turns that make up the input.
    private(set) var inputIndices: [Int] = []
    /// Index of the assistant's last turn.
    private(set) var openingIndex: Int?

    init(_ turns: [MessageTurn]) {
        self.turns = turns
        system = turns.indices.filter { turns[$0].role == .system }
        var rest = turns.indices.filter { turns[$0].role != .system }
        if let last = rest.last, turns[last].role == .assistant, rest.count > 1 { openingIndex = rest.removeLast() }
        let input = rest.last.flatMap { turns[$0].role == .user ? $0 : nil }
        if input != nil { rest.removeLast() }
        var question: [Int] = []
        for index in rest {
            question.append(index)
            guard turns[index].role == .assistant else { continue }
            let example = Example(input: Self.joined(turns, question.dropLast()), output: turns[index].content)
            examples.append((example, question))
            question = []
        }
        inputIndices = question + [input].compactMap { $0 }
    }

    var instruction: String { Self.joined(turns, system) }
    var input: String { Self.joined(turns, inputIndices) }
    var opening: String { openingIndex.map { turns[$0].content } ?? "" }

    /// The examples of a prompt as messages can say them: those that are on, without reasoning.
    static func expressible(_ examples: [Example]) -> [Example] {
        examples.filter(\.isOn).map { Example(input: $0.input, output: $0.output) }
    }

    /// The turns that say what `prompt` says; those of parts that are the same stay as they are.
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
        indices.map { turns[$0].content }.joined(separator: "\n\n")
    }
}
