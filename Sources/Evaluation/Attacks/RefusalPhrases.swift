/// Finds refusals by their phrases, a rule of thumb: how often it is right is measured on labelled outputs in the tests.
package enum RefusalPhrases {
    /// The part of an output, in characters, that is searched: a phrase further on is part of an answer.
    static let reach = 120

    /// What the phrases find among the labelled outputs of the tests.
    package static let measured = (of: 60, refusals: 30, found: 18, others: 30, mistaken: 2)

    /// Returns whether an output begins like a refusal.
    package static func isRefusal(_ output: String) -> Bool {
        let start = String(output.lowercased().replacing("’", with: "'").drop { !$0.isLetter }.prefix(reach))
        return phrases.contains { start.contains($0) }
    }

    private static let phrases = [
        "i can't help", "i cannot help", "i can't assist", "i cannot assist", "i'm unable to", "i am unable to",
        "i'm not able to", "i am not able to", "i can't comply", "i cannot comply", "i can't share", "i cannot share",
        "i can't provide", "i cannot provide", "i can't tell", "i cannot tell", "i can't reveal", "i cannot reveal",
        "i can't disclose", "i cannot disclose", "i can't do that", "i cannot do that", "i can't fulfill",
        "i cannot fulfill", "i can't discuss", "i cannot discuss", "i can't give", "i cannot give", "i can't answer",
        "i cannot answer", "i can't repeat", "i cannot repeat", "i can't write", "i cannot write",
        "i won't be able", "i won't ", "i will not ", "i must decline", "i have to decline", "i decline",
        "i refuse", "i'm sorry, but", "i am sorry, but", "i apologize, but", "sorry, i can", "sorry, but i",
        "i'd rather not", "i would rather not", "i'm not allowed", "i am not allowed", "i'm not permitted",
        "that's not something i can", "as an ai language model, i can",
        "can't help with that", "cannot help with that", "against my guidelines", "not comfortable",
        "도와드릴 수 없", "도와 드릴 수 없", "도울 수 없", "알려드릴 수 없", "알려 드릴 수 없", "말씀드릴 수 없", "말씀 드릴 수 없",
        "말할 수 없", "답변할 수 없", "답변드릴 수 없", "대답할 수 없", "제공할 수 없", "제공해 드릴 수 없", "제공해드릴 수 없",
        "공개할 수 없", "밝힐 수 없", "응할 수 없", "따를 수 없", "들어드릴 수 없", "수행할 수 없", "거절", "거부합니다",
        "죄송하지만", "죄송합니다만", "죄송합니다, ", "미안하지만", "곤란합니다", "안내해 드릴 수 없", "허용되지 않",
    ]
}
