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
    private static let endings = ["입니다", "이다", "이에요", "예요", "이라고 합니다", "였습니다", "이었습니다", "다"]
    private static let particles = ["는 ", "은 ", "이 ", "가 "]

    /// Returns whether a sentence says an answer and nothing else.
    static func says(_ sentence: String, _ answer: String) -> Bool {
        guard sentence.utf8.count > answer.utf8.count, sentence.utf8.count < 400, !answer.isEmpty else { return false }
        return saysKorean(sentence, answer) || saysEnglish(sentence, answer)
    }

    private static func saysEnglish(_ sentence: String, _ answer: String) -> Bool {
        guard sentence.hasSuffix(" \(answer)") else { return false }
        if sentence == "its \(answer)" || sentence == "thats \(answer)" { return true }
        let subject = sentence.dropLast(answer.count)
        let isYear = answer.utf8.count == 4 && answer.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard verbs.contains(where: subject.hasSuffix) || isYear && subject.hasSuffix(" in ") else { return false }
        let words = subject.split(separator: " ")
        return words.count > 1 && !words.contains { hedges.contains(String($0)) } && !answer.hasPrefix("not ")
    }

    private static func saysKorean(_ sentence: String, _ answer: String) -> Bool {
        if sentence.hasSuffix("아니라 \(answer)") { return true }
        guard let ending = endings.first(where: { sentence.hasSuffix(answer + $0) }) else { return false }
        let subject = sentence.dropLast((answer + ending).count)
        if subject.isEmpty { return ending != "다" }
        return particles.contains { subject.hasSuffix($0) } && !subject.contains("아니") && ending != "다"
    }
}
