/// A question for a line of text, with what is done with the answer.
struct Question: Sendable {
    var title: String
    /// An explanation below the line.
    var note = ""
    /// The text at the start.
    var text = ""
    /// True if that text is selected, so that typing replaces it.
    var isSelected = false
    /// True if the text is a path, which Tab completes.
    var isPath = false
    /// Returns the requests for the text when Enter is pressed.
    var answer: @Sendable (String) -> [Request]
}
