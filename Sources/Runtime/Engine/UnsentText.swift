import Lanes

/// The text of a generation that hasn't been reported yet, with its tokens.
struct UnsentText {
    /// The tokens whose text isn't shown yet.
    private var hidden: ArraySlice<DrawnToken> = []
    private var thoughts = (text: "", tokens: [DrawnToken]())
    private var answer = (text: "", tokens: [DrawnToken]())

    /// Notes a token that was drawn; ``add(_:)`` tells where its text ends.
    mutating func draw(_ token: DrawnToken) { hidden.append(token) }

    /// Adds text that can be shown.
    mutating func add(_ piece: OutputSplitter.Piece) {
        Self.take(piece.thoughts, from: &hidden, into: &thoughts)
        Self.take(piece.text, from: &hidden, into: &answer)
    }

    /// Forgets the tokens without a text, at the end of a stage.
    mutating func forgetHidden() { hidden = [] }

    /// Returns the events for all text since the last call, and begins anew.
    mutating func events(lane: Int, sample: Int, stage: Int) -> [RunEvent] {
        var events: [RunEvent] = []
        if !thoughts.text.isEmpty || !thoughts.tokens.isEmpty {
            events.append(
                .thoughts(lane: lane, sample: sample, stage: stage, text: thoughts.text, tokens: thoughts.tokens))
        }
        if !answer.text.isEmpty || !answer.tokens.isEmpty {
            events.append(.text(lane: lane, sample: sample, stage: stage, text: answer.text, tokens: answer.tokens))
        }
        (thoughts, answer) = (("", []), ("", []))
        return events
    }

    private static func take(
        _ piece: TextAssembler.Piece, from hidden: inout ArraySlice<DrawnToken>,
        into unsent: inout (text: String, tokens: [DrawnToken])
    ) {
        unsent.text += piece.text
        for end in piece.tokenEnds {
            guard var token = hidden.popFirst() else { return }
            token.end = end
            unsent.tokens.append(token)
        }
    }
}
