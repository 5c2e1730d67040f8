/// A line of text that is asked for, and what is made of it.
struct Question: Sendable {
    var title: String
    /// What else is to be known, below the line.
    var note = ""
    /// What stands there at first.
    var text = ""
    /// Whether all of that is selected, so that typing replaces it.
    var isSelected = false
    /// What Enter asks for.
    var answer: @Sendable (String) -> [Request]
}
