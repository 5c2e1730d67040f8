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
        var parts: [Part] = []
        if kind != .reasoning {
            parts = names.map { name in Part(place: .value(name), text: values[name] ?? "") }
        }
        if let reasoning { parts.append(Part(place: .reasoning, text: reasoning)) }
        parts.append(Part(place: .output, text: output))
        return parts
    }
}
