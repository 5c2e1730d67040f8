/// Finds numbers that only say under what condition the one before them in their sentence holds: `The remainder is 5 when 17 is
/// divided by 12`, `She has 12 left after giving away 8`.
struct Conditions {
    private let text: AnswerText
    private var end: Int?
    private var isOpen = false

    private static let beginnings: Set<String> = ["when", "after", "if", "where"]
    /// Words with which the sentence goes on behind a condition.
    private static let turns: Set<String> = [
        "and", "so", "but", "then", "or", "which", "there", "therefore", "thus", "hence",
    ]
    /// Words with which it goes on behind a number of the condition: `after buying 5 she has 25`.
    private static let resumptions: Set<String> = [
        "she", "he", "they", "it", "we", "i", "you", "has", "have", "had", "gets", "get", "will", "would", "makes",
        "becomes", "it's", "that's", "he's", "she's",
        "leaving", "making", "giving", "yielding", "totaling", "gives", "yields", "equals",
        "remain", "remains", "total", "remainder", "answer", "result", "sum",
    ]
    /// The most scalars between two numbers.
    private static let most = 80

    /// Creates a finder in a text.
    init(_ text: AnswerText) {
        self.text = text
    }

    /// Takes the next number, and returns whether it stands in a condition behind another.
    mutating func take(_ range: Range<Int>) -> Bool {
        defer { end = range.upperBound }
        guard let start = end, start <= range.lowerBound, range.lowerBound - start < Self.most,
            text.isOneSentence(start..<range.lowerBound)
        else {
            isOpen = false
            return false
        }
        let isCarried = isOpen
        var index = start
        while index < range.lowerBound {
            let scalar = text.scalars[index]
            if ",;:=".unicodeScalars.contains(scalar) { isOpen = false }
            guard scalar.isLetter, text.isWordStart(index) else {
                index += 1
                continue
            }
            let word = text.word(at: index)
            if Self.turns.contains(word) || (isCarried && Self.resumptions.contains(word)) { isOpen = false }
            if Self.beginnings.contains(word) { isOpen = true }
            index += max(1, word.unicodeScalars.count)
        }
        return isOpen
    }
}
