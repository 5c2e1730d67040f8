/// The words behind a place in a Korean clause, whose verb stands at its end.
struct KoreanClause {
    /// The words; the first is what follows the place in its own word, perhaps nothing.
    private(set) var words: [String] = []

    /// The most words that are taken where nothing else is said.
    static let most = 9
    /// The most scalars: an output may be a word of a million.
    static let mostScalars = 150

    /// Words that change nothing about who is denied.
    private static let adverbs: Set<String> = [
        "전혀", "별로", "거의", "결코", "절대", "절대로", "그다지", "딱히", "꼭", "반드시", "도무지", "확실히", "하나도", "아예", "단순히",
    ]

    init(_ text: AnswerText, after start: Int, to end: Int, most: Int = KoreanClause.most) {
        var index = start
        let end = min(end, start + Self.mostScalars)
        while index < end, let scalar = text[index], ")]*\"'”’_".unicodeScalars.contains(scalar) { index += 1 }
        while index < end, words.count < most {
            var word = String.UnicodeScalarView()
            while index < end, let scalar = text[index], scalar.isLetter || scalar.isDigit {
                word.append(scalar)
                index += 1
            }
            if words.isEmpty || !Self.adverbs.contains(String(word)) { words.append(String(word)) }
            let next = index
            while index < end, let scalar = text[index], scalar == " " || "*\"'“”‘’_".unicodeScalars.contains(scalar) {
                index += 1
            }
            guard index > next, text[index]?.isLetter == true || text[index]?.isDigit == true else { return }
        }
    }

    /// The word at a place, or an empty one outside.
    subscript(place: Int) -> String { words.indices.contains(place) ? words[place] : "" }

    /// Returns whether the word at a place begins like one of some.
    func begins(_ place: Int, _ some: [String]) -> Bool { some.contains { self[place].hasPrefix($0) } }

    /// Returns whether the word at a place ends like one of some.
    func ends(_ place: Int, _ some: [String]) -> Bool { some.contains { self[place].hasSuffix($0) } }

    private static let turns = [
        "고", "며", "면서", "지만", "는데", "은데", "인데", "므로", "니까", "서", "도록", "으나", "거나", "라면", "다면", "이면", "하면", "되면",
        "니다", "이다", "에요", "예요", "임", "아", "어",
    ]
    private static let noTurns = ["라고", "다고", "냐고", "자고", "에서", "로서", "께서"]

    /// Returns whether another clause begins behind the word at a place.
    func turns(_ place: Int) -> Bool { ends(place, Self.turns) && !ends(place, Self.noTurns) }

    private static let stances = [
        "보", "볼", "봤", "봐", "하", "할", "말", "판단", "생각", "분류", "여기", "여길", "평가", "간주", "되", "될", "해석", "느끼", "느낄", "느껴",
        "이해", "단정", "규정", "인정", "부르", "부를", "찾", "발견", "해당", "속하", "속할", "포함", "나타", "드러", "표현", "담", "있",
    ]

    /// Returns whether the word at a place is a verb of thinking or seeming, which carries a denial on.
    func isStance(_ place: Int) -> Bool { begins(place, Self.stances) }
}
