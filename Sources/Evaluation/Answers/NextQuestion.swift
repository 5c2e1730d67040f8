/// Finds where a model that was asked one question goes on to ask itself the next.
enum NextQuestion {
    private static let labels = [
        "q:", "question:", "problem:", "input:", "human:", "user:", "질문:", "문제:", "입력:", "### instruction",
        "<|im_start|>user",
    ].map { Array($0.unicodeScalars) }

    /// Returns the index where the next question begins, or the end. It counts only if the answer to the first stands
    /// before it: `isAnswered` says whether one is announced before an index, or the text before is a line alone.
    static func start(in scalars: [Unicode.Scalar], isAnswered: (Int) -> Bool) -> Int {
        var line = 0
        var lines = 0
        while line < scalars.count {
            let next = scalars[line...].firstIndex(where: \.isNewline) ?? scalars.count
            if lines > 0, isLabel(scalars[line..<next]), lines == 1 || isAnswered(line) { return line }
            if scalars[line..<next].contains(where: { !$0.isSpace }) { lines += 1 }
            line = next + 1
        }
        return scalars.count
    }

    private static func isLabel(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
        let text = line.drop { $0.isSpace || $0 == "*" || $0 == "#" }.prefix(40)
        for label in labels {
            if label[0] == "#" ? has(label, line) : has(label, text) { return true }
        }
        // `Question 2:`, `Q2.`
        let word = text.prefix { $0.isLetter }
        guard let name = labels.first(where: { word.count == $0.count - 1 && has(Array($0.dropLast()), word) }),
            name[0] != "#"
        else { return false }
        let rest = text.dropFirst(word.count).drop { $0 == " " || $0.isDigit || $0 == "*" }
        return rest.count < text.count - word.count && (rest.first == ":" || rest.first == ".")
    }

    private static func has(_ label: [Unicode.Scalar], _ line: ArraySlice<Unicode.Scalar>) -> Bool {
        line.count >= label.count && zip(line, label).allSatisfy { $0.lowercased == $1 }
    }
}
