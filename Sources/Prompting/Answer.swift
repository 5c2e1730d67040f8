extension CompiledPrompt {
    /// Returns the answer in the texts of an output's stages, trimmed. It is the text of the answer step that ran; else
    /// the text after the last answer sentence in the last text; else that whole text.
    ///
    /// Thoughts that stand in the texts are no part of it. The case of ASCII letters in the answer sentence doesn't count, because models write `So the answer is 4.` too. The full
    /// stop in `The answer is 4.` stays: whether it belongs to the answer depends on the answer's form.
    package func answer(in stages: [String]) -> String {
        let tags = ThoughtTags.usual
        if let stage = answerStage(of: stages.count) { return (tags.answer(in: stages[stage]) ?? "").trimmed }
        let text = tags.answer(in: stages.last ?? "") ?? ""
        return AnswerSentence(answerSentence).text(behindLastIn: text).map { String($0).trimmed } ?? text.trimmed
    }

    /// Returns the index of the stage whose whole text is the answer; nil if none of the first `count` stages is one.
    package func answerStage(of count: Int) -> Int? { steps.prefix(count).lastIndex(where: \.isAnswer) }
}

/// Returns the majority answer of several samples (self-consistency, Wang et al. 2022): the most frequent one. Of
/// equally frequent ones it is the first; it is empty if there is none.
///
/// A full stop at the end doesn't make two answers different (`42.` votes for `42`), and an empty answer is no vote.
package func majority(of answers: [String]) -> String { vote(among: answers).answer }

/// Returns the majority answer of several samples, and how many of them gave it.
package func vote(among answers: [String]) -> (answer: String, votes: Int) {
    var votes: [String: (count: Int, answer: String)] = [:]
    var order: [String] = []
    for answer in answers.map(\.trimmed) where !answer.isEmpty {
        let key = answer.hasSuffix(".") && answer != "." ? String(answer.dropLast()).trimmed : answer
        if votes[key] == nil { order.append(key) }
        votes[key, default: (0, answer)].count += 1
    }
    var winner = (count: 0, answer: "")
    for vote in order.compactMap({ votes[$0] }) where vote.count > winner.count { winner = vote }
    return (winner.answer, winner.count)
}
