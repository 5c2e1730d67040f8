/// Returns the last line with text in a program's output; empty if there is none.
package func lastLine(of text: String) -> String {
    text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.last { !$0.isEmpty }
        ?? "it said nothing"
}
