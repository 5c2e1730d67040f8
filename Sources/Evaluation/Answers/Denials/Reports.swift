/// What others say or might say, which isn't what the output says: `You might think it's 12`, `Many people say 12`.
extension ClauseWords {
    private static let verbs: Set<String> = [
        "say", "think", "believe", "guess", "assume", "claim", "argue", "answer",
    ]
    /// `You would expect 12 heads` says what the output says.
    private static let thoughts: Set<String> = ["think", "assume", "guess", "believe"]
    private static let others: Set<String> = [
        "you", "one", "someone", "people", "some", "others", "many", "most", "students", "they", "readers",
    ]
    private static let crowds: Set<String> = ["people", "some", "others", "many", "students"]
    private static let choosing: Set<String> = ["chose", "picked", "selected", "answered", "guessed"]

    /// Returns whether the word at a place makes a report of what stands behind it.
    func isReport(_ place: Int, _ named: AnswerText.Named) -> Bool {
        let (word, before, subject) = (self[place], self[place + 1], self[place + 2])
        switch word {
        case "wish": return before == "i"
        // `It's tempting to say`, `It is easy to assume`
        case "tempting": return self[place - 1] == "to"
        case "easy": return self[place - 1] == "to" && Self.thoughts.contains(self[place - 2])
        case _ where Self.choosing.contains(word):
            return named == .choice && (before == "student" || before == "user")
        case _ where Self.verbs.contains(word):
            if before == "might" || before == "may" { return Self.others.contains(subject) }
            if before == "would" || before == "could" {
                return Self.thoughts.contains(word) && Self.others.contains(subject)
            }
            return (before == "you'd" && Self.thoughts.contains(word)) || Self.crowds.contains(before)
        case "call", "consider", "describe", "label":
            let isOpen = ["might", "may", "would", "could"].contains(before)
            return isOpen && Self.crowds.contains(subject) && named == .choice
        default: return false
        }
    }
}
