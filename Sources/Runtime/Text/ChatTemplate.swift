/// What Lathe reads in a model's chat template itself; rendering is llama.cpp's.
enum ChatTemplate {
    /// Returns the system message that a ChatML template adds where a conversation has none, which llama.cpp's built-in
    /// rendering leaves out: the literal between `<|im_start|>system` and `<|im_end|>` that isn't computed from the
    /// messages.
    static func defaultSystem(in template: String) -> String? {
        let opening = "<|im_start|>system"
        let closing = "<|im_end|>"
        var rest = Substring(template)
        while let start = rest.firstRange(of: opening) {
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: closing) else { return nil }
            let literal = rest[..<end.lowerBound]
            // A quote ends the literal: what follows is an expression.
            guard !literal.contains("'"), !literal.contains("\""), !literal.contains("{") else { continue }
            let text = literal.replacing("\\n", with: "\n").trimmingPrefix("\n")
            return text.isEmpty ? nil : String(text)
        }
        return nil
    }
}
