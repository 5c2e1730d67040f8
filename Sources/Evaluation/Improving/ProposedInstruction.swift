import Prompting

/// Finds the instruction in what a model wrote when it was asked for one.
package enum ProposedInstruction {
    /// The largest number of characters of an instruction.
    private static let mostCharacters = 1_000

    /// Returns the instruction; nil if the text can't be one: it is empty, too long, has what looks like a variable and isn't
    /// among `known`, or lacks one of those that are `needed`.
    package static func text(
        in output: String, known: Set<String> = [], needed: Set<String> = []
    ) -> String? {
        let text = extracted(from: output)
        let names = Set(Template(text).variables)
        guard !text.isEmpty, text.count <= mostCharacters, names.isSubset(of: known), needed.isSubset(of: names) else {
            return nil
        }
        return text
    }

    /// Returns what stands in an output as an instruction, which may be empty.
    ///
    /// An instruction in a fence or in quotation marks is what stands in them. A label before it is left out.
    package static func extracted(from output: String) -> String {
        var text = output.trimmingSpaces
        let fenced = text.components(between: "```")
        if let fenced { text = fenced.trimmingSpaces }
        for label in ["New instruction:", "Improved instruction:", "Instruction:"]
        where text.lowercased().hasPrefix(label.lowercased()) {
            text = String(text.dropFirst(label.count)).trimmingSpaces
        }
        // What follows an empty line is talk about the instruction.
        if let end = text.firstRange(of: "\n\n")?.lowerBound { text = String(text[..<end]).trimmingSpaces }
        for (open, close) in [("\"", "\""), ("“", "”")]
        where text.count > 2 && text.hasPrefix(open) && text.hasSuffix(close) {
            text = String(text.dropFirst().dropLast()).trimmingSpaces
        }
        return text
    }
}

extension String {
    /// The text between the first two fences, without the word behind the first; nil if there aren't two.
    fileprivate func components(between fence: String) -> String? {
        guard let open = firstRange(of: fence), let close = self[open.upperBound...].firstRange(of: fence) else {
            return nil
        }
        let inside = self[open.upperBound..<close.lowerBound]
        guard let line = inside.firstIndex(where: \.isNewline) else { return String(inside) }
        return String(inside[line...])
    }
}
