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

    /// Characters as people see them, white space among them.
    static func characters(_ output: String) -> Double { Double(output.count) }

    /// Words: runs of letters, marks and numbers; ideographs and kana one by one.
    static func words(_ output: String) -> Double { Double(Words.split(output).count) }
}
