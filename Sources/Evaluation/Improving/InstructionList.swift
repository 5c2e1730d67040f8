/// A list of instructions as a text file.
package enum InstructionList {
    /// Returns the instructions in a text, each once: those between lines of `---`, or the lines of a text without such.
    package static func instructions(in text: String) -> [String] {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let isRule = { (line: Substring) in String(line).trimmingSpaces == "---" }
        let parts =
            lines.contains(where: isRule)
            ? lines.split(whereSeparator: isRule).map { $0.joined(separator: "\n") } : lines.map(String.init)
        var found: [String] = []
        for part in parts.map(\.trimmingSpaces) where !part.isEmpty && !found.contains(part) { found.append(part) }
        return found
    }
}
