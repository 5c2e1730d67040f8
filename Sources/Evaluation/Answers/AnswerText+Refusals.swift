/// Outputs that begin by saying that they give no answer.
extension AnswerText {
    private static let openings = [
        "i'm sorry", "i am sorry", "sorry", "i apologize", "as an ai", "unfortunately", "i can't", "i cannot",
        "i can not", "i'm unable to",
        "i am unable to", "i'm not able to", "i am not able to", "죄송", "안타깝게도", "ai 언어 모델", "저는 ai",
    ]
    private static let inabilities: Set<String> = ["can't", "cannot", "unable"]
    private static let koreanInabilities = [
        "드릴 수 없", "답할 수 없", "답변할 수 없", "풀 수 없", "계산할 수 없", "제공할 수 없", "도와드릴 수 없", "확인할 수 없",
    ]
    /// What isn't done where no answer is given. `I can't see why not` gives one.
    private static let deeds: Set<String> = [
        "answer", "help", "assist", "provide", "determine", "calculate", "compute", "solve", "work", "complete", "give",
        "access", "comply", "fulfill", "process", "evaluate", "classify", "make", "do", "view", "respond", "discuss",
    ]
    /// Words behind which an answer is given all the same.
    private static let turns: Set<String> = [
        "but", "however", "though", "although", "still", "assuming", "assume", "based", "therefore", "thus", "so",
        "hence", "guess",
        "estimate", "approximately", "roughly", "probably", "하지만", "그러나", "다만", "따라서", "그래도", "만약", "굳이",
    ]

    /// Whether the text begins with a refusal, and gives no answer behind it: `I'm sorry, but I can't work this out.`
    var refuses: Bool {
        guard let start = scalars.firstIndex(where: { $0.isLetter }) else { return false }
        let end = sentenceEnd(from: start)
        guard end - start < 400 else { return false }
        let sentence = String(
            String.UnicodeScalarView(scalars[start..<end].map { $0.isApostrophe ? "'" : $0.lowercased }))
        guard Self.openings.contains(where: sentence.hasPrefix) else { return false }
        if Self.koreanInabilities.contains(where: sentence.contains) { return !hasTurn(from: end) }
        guard let behind = refusalEnd(from: start, to: end) else { return false }
        return !hasTurn(from: behind)
    }

    /// Returns the index behind `can't answer` and the like in a range; nil if it isn't there.
    private func refusalEnd(from start: Int, to end: Int) -> Int? {
        var (index, isUnable, last, hasSpeaker) = (start, false, "", false)
        while index < end {
            guard scalars[index].isLetter, isWordStart(index) else {
                index += 1
                continue
            }
            let word = word(at: index)
            index += max(1, word.unicodeScalars.count)
            hasSpeaker = hasSpeaker || word == "i" || word == "i'm"
            if isUnable, hasSpeaker, Self.deeds.contains(word) { return index }
            let carriesOn = ["to", "really", "accurately", "reliably", "currently", "directly"].contains(word)
            isUnable =
                Self.inabilities.contains(word) || (last == "not" && word == "able")
                || (last == "can" && word == "not") || (isUnable && carriesOn)
            last = word
        }
        return nil
    }

    /// Returns whether words from an index on give an answer all the same.
    private func hasTurn(from start: Int) -> Bool { hasWord(in: start..<count, where: Self.turns.contains) }
}
