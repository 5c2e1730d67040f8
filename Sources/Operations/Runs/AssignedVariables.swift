import Prompting
import Sampling

/// Thrown for a value of a variable that the prompt doesn't have. Without this error the prompt would silently keep its
/// own values.
package struct UnknownVariable: Error, CustomStringConvertible {
    /// The variable's name.
    package let name: String
    /// The names of the prompt's variables.
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
    /// Throws if a name isn't a variable of the prompt.
    package func checkAssigned(_ names: some Sequence<String>) throws(UnknownVariable) {
        let known = Set(variableNames).union(variables.keys).sorted()
        if let name = names.sorted().first(where: { !known.contains($0) }) {
            throw UnknownVariable(name: name, known: known)
        }
    }
}
