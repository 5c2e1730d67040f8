import Prompting

/// Draws candidates: bootstrap few-shot with random search (Khattab et al. 2023), over instructions too.
package struct CandidateDraws: Sendable {
    /// An instruction and where it comes from.
    package struct Instruction: Sendable, Hashable {
        /// The text.
        package var text: String
        /// Where it comes from.
        package var origin: PromptCandidate.Origin

        /// Creates an instruction.
        package init(_ text: String, _ origin: PromptCandidate.Origin) {
            (self.text, self.origin) = (text, origin)
        }
    }

    /// How often a draw that repeats an earlier candidate is made again.
    private static let patience = 50

    private let prompt: Prompt
    private let pool: [Example]
    private let instructions: [Instruction]
    private let mostExamples: Int

    /// Prepares draws. `pool` are examples to draw from, none if the technique sends no examples; `instructions` are
    /// those besides the prompt's own.
    package init(_ prompt: Prompt, pool: [Example], instructions: [Instruction], mostExamples: Int) {
        self.prompt = prompt
        self.pool = pool
        self.instructions = [Instruction(prompt.instruction, .prompt)] + instructions
        self.mostExamples = min(mostExamples, pool.count)
    }

    /// Returns the prompt as it is and `tries` more candidates, fewer if there are no others. Each instruction is tried with
    /// the prompt's own examples first, then with drawn ones.
    package func candidates(tries: Int, seed: UInt64) -> [PromptCandidate] {
        var random = SplitMix64(seed: seed)
        var candidates = [PromptCandidate(asIs: prompt)]
        func take(_ candidate: PromptCandidate) -> Bool {
            let isKnown = candidates.contains {
                $0.instruction == candidate.instruction && $0.examples == candidate.examples
            }
            guard !isKnown else { return false }
            var candidate = candidate
            candidate.name = "\(candidates.count)"
            candidates.append(candidate)
            return true
        }
        for instruction in instructions.dropFirst() where candidates.count <= tries {
            var candidate = candidates[0]
            (candidate.instruction, candidate.wording) = (instruction.text, instruction.origin)
            _ = take(candidate)
        }
        guard mostExamples > 0 else { return candidates }
        var misses = 0
        while candidates.count <= tries, misses < Self.patience {
            let instruction = instructions[random.below(instructions.count)]
            let size = 1 + random.below(mostExamples)
            let isNew = take(
                PromptCandidate(
                    name: "", instruction: instruction.text, wording: instruction.origin,
                    examples: draw(size, &random), drawing: .data))
            misses = isNew ? 0 : misses + 1
        }
        return candidates
    }

    /// Returns so many examples in a random order, with each answer about equally often.
    private func draw(_ size: Int, _ random: inout SplitMix64) -> [Example] {
        let groups = Dictionary(grouping: pool.indices) { pool[$0].output }.sorted { $0.key < $1.key }.map(\.value)
        var decks = random.shuffled(groups).map { random.shuffled($0) }
        var drawn: [Int] = []
        while drawn.count < size {
            for deck in decks.indices where drawn.count < size {
                if let index = decks[deck].popLast() { drawn.append(index) }
            }
        }
        return random.shuffled(drawn).map { pool[$0] }
    }
}
