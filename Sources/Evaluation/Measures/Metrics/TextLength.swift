/// How long an output is.
struct TextLength: Metric {
    enum Unit: String {
        case characters, words
    }

    let unit: Unit
    let comparesWithAnswers = false

    var name: String { unit.rawValue }

    var meaning: String { "the number of \(unit.rawValue)" }

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        switch unit {
        case .characters: Self.characters(output.text)
        case .words: Self.words(output.text)
        }
    }

    /// Returns the number of characters as people see them; white space counts.
    static func characters(_ output: String) -> Double { Double(output.count) }

    /// Returns the number of words: runs of letters, marks and numbers; ideographs and kana count one by one.
    static func words(_ output: String) -> Double { Double(Words.split(output).count) }
}
