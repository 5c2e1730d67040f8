import Prompting
import Sampling

/// A value was given for a variable that is nowhere in the prompt: the default would stand in silently.
package struct UnknownVariable: Error, CustomStringConvertible {
    /// Its name.
    package let name: String
    /// Those that the prompt has.
    package let known: [String]

    /// A sentence with the nearest name, or all names that the prompt has.
    package var description: String {
        let hint =
            nearest(to: name, in: known).map { "did you mean `\($0)`?" }
            ?? (known.isEmpty ? "it has none." : "it has \(known.joined(separator: ", ")).")
        return "The prompt has no variable `\(name)`; \(hint)"
    }
}

extension Prompt {
    /// Refuses a value for a variable that the prompt doesn't have.
    package func checkAssigned(_ names: some Sequence<String>) throws(UnknownVariable) {
        let known = Set(variableNames).union(variables.keys).sorted()
        if let name = names.sorted().first(where: { !known.contains($0) }) {
            throw UnknownVariable(name: name, known: known)
        }
    }
}
