/// Compares normalised texts of which one says the other in a sentence: `capital of france is paris` says `paris`, and
/// `서울입니다` says `서울`.
enum SaidText {
    private static let verbs = [
        " is ", " are ", " was ", " were ", " is called ", " was written by ", " was born in ", " was invented by ",
    ]
    /// Words that make a sentence say less or the contrary.
    static let hedges: Set<String> = [
        "not", "isnt", "wasnt", "arent", "never", "no", "neither", "nor", "or", "either", "if", "whether", "doubt",
        "maybe", "perhaps",
        "could", "might", "may", "but", "although", "unless", "false", "wrong", "incorrect", "and", "both", "think",
        "probably", "unlikely",
    ]
    /// Words of a sentence that only tells what somebody else says: `He claims that the capital is Paris.`
    private static let reports: Set<String> = [
        "claims", "claimed", "claim", "says", "said", "say", "thinks", "thought", "believes", "allegedly", "supposedly",
    ]
    private static let opinions = ["i think that ", "i think ", "i believe that ", "i believe ", "id say "]
    private static let endings = [
        "입니다", "이다", "이에요", "예요", "이라고 합니다", "이라고 생각합니다", "라고 생각합니다", "였습니다", "이었습니다", "이죠", "임", "다",
    ]
    /// Endings with which other words end, too (`책임`, `바다`), so that they count only behind a subject.
    private static let shortEndings: Set<String> = ["다", "임"]
    private static let particles = ["는 ", "은 ", "이 ", "가 "]
    /// What a city or province is called by law, behind its name: `서울특별시` is 서울.
    private static let ranks = ["특별시", "광역시", "특별자치시", "특별자치도"]

    /// Returns whether a sentence says an answer and nothing else.
    static func says(_ sentence: String, _ answer: String) -> Bool {
        guard sentence.utf8.count > answer.utf8.count, sentence.utf8.count < 400, !answer.isEmpty else { return false }
        return saysKorean(sentence, answer) || saysEnglish(sentence, answer)
    }

    private static func saysEnglish(_ sentence: String, _ answer: String) -> Bool {
        guard sentence.hasSuffix(" \(answer)") else { return false }
        if ["its", "thats", "in", "on", "at", "by"].contains(where: { sentence == "\($0) \(answer)" }) { return true }
        // Whoever says what they think says it.
        let opinion = opinions.first { sentence.hasPrefix($0) } ?? ""
        if sentence == opinion + answer || sentence == "\(opinion)its \(answer)" { return true }
        let subject = sentence.dropFirst(opinion.count).dropLast(answer.count)
        let isYear = answer.utf8.count == 4 && answer.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard verbs.contains(where: subject.hasSuffix) || isYear && subject.hasSuffix(" in ") else { return false }
        let words = subject.split(separator: " ")
        let isOpen = words.contains { hedges.contains(String($0)) || reports.contains(String($0)) }
        return words.count > 1 && !isOpen && !answer.hasPrefix("not ")
    }

    private static func saysKorean(_ sentence: String, _ answer: String) -> Bool {
        if sentence.hasSuffix("아니라 \(answer)") { return true }
        for rank in ranks where sentence.hasPrefix(answer + rank) {
            let rest = sentence.dropFirst((answer + rank).count)
            if rest.isEmpty || endings.contains(String(rest)) { return true }
        }
        guard let ending = endings.first(where: { sentence.hasSuffix(answer + $0) }) else { return false }
        let subject = sentence.dropLast((answer + ending).count)
        if subject.isEmpty { return !shortEndings.contains(ending) }
        return particles.contains { subject.hasSuffix($0) } && !subject.contains("아니") && ending != "다"
            && (ending != "임" || answer.count > 1)
    }
}
