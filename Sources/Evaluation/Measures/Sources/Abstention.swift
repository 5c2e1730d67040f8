/// Whether an answer says that it doesn't know. Found by phrases, in English and Korean.
struct Abstention: Metric {
    let name = "abstention"
    let meaning =
        "1 if the output says that it doesn't know or that its sources don't tell, else 0; found by phrases, so it is a rule of thumb"
    let comparesWithAnswers = false

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? { Self.isIn(output.text) ? 1 : 0 }

    /// Returns whether a text has one of the phrases.
    static func isIn(_ text: String) -> Bool {
        let plain = text.lowercased().replacing("’", with: "'").split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        return plain.contains(english) || korean.contains { plain.contains($0) }
    }

    private static var english: Regex<Substring> {
        #/
        \b (?:
        (?: i | we ) \s (?: do \s not | don't ) \s (?: really \s )? know
        | i (?: 'm | \s am ) \s not \s (?: sure | certain )
        | i \s (?: cannot | can't | could \s not | couldn't ) \s (?: tell | say | find | answer )
        | (?: sources? | passages? | texts? | documents? | context | information ) (?: \s (?: given | provided | above ) )?
          \s (?: do | does | did ) (?: \s not | n't )
          \s (?: say | tell | mention | contain | state | specify | answer | provide | include | give )
        | (?: is | are | was ) (?: \s not | n't ) \s (?: mentioned | stated | specified | given | provided | said | found ) \s in
        | (?: no | not \s enough | insufficient ) \s information
        | (?: cannot | can't ) \s be \s (?: answered | determined | found )
        | answer \s is \s (?: not \s known | unknown )
        ) \b
        /#
    }

    private static let korean = [
        "모르겠", "모릅니다", "알 수 없", "알 수가 없", "나와 있지 않", "나와있지 않", "언급되지 않", "언급되어 있지 않", "언급이 없", "말하지 않",
        "답할 수 없", "대답할 수 없", "찾을 수 없", "정보가 없", "내용이 없", "명시되어 있지 않", "명시되지 않", "확인할 수 없", "적혀 있지 않",
    ]
}
