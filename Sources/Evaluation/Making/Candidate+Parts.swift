import Prompting

extension Candidate {
    /// A text of a candidate that a person may change.
    package struct Part: Sendable, Hashable {
        /// What it is.
        package enum Place: Sendable, Hashable {
            /// The value of a variable.
            case value(String)
            /// The reasoning.
            case reasoning
            /// The output.
            case output
            /// The instruction of a phrasing.
            case instruction
            /// The input of a phrasing.
            case frame
        }

        /// What it is.
        package let place: Place
        /// The text.
        package let text: String

        /// What a person calls it.
        package var name: String {
            switch place {
            case .value(let name): name
            case .reasoning: "reasoning"
            case .output: "output"
            case .instruction: "instruction"
            case .frame: "input"
            }
        }
    }

    /// Returns the parts that a person may change, in the order in which they are read. `names` are the variables that an input
    /// gives values to.
    package func parts(names: [String]) -> [Part] {
        if kind == .phrasings {
            return [
                phrasing?.instruction.map { Part(place: .instruction, text: $0) },
                phrasing?.input.map { Part(place: .frame, text: $0) },
            ].compactMap(\.self)
        }
        let values = kind == .reasoning ? [] : names.map { Part(place: .value($0), text: self.values[$0] ?? "") }
        return values + [reasoning.map { Part(place: .reasoning, text: $0) }].compactMap(\.self)
            + [Part(place: .output, text: output)]
    }
}
