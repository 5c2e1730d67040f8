import JSONText

/// What shows whether right answers that are places among choices are counted from 0 or from 1. All rows of a file are
/// looked at, because the few that an evaluation takes may leave it open.
struct ChoiceCounting: Sendable, Hashable {
    /// The data set whose columns these are; nil if they are no known one's.
    private(set) var known: ChoiceColumns?
    /// True if a right answer is 0.
    private(set) var hasZero = false
    /// True if a right answer is the number of the row's choices.
    private(set) var hasCount = false
    private var hasBegun = false

    /// Looks at a row. `path` is where its right answer is.
    mutating func take(_ path: DataPath, in row: JSONObject) {
        if !hasBegun {
            hasBegun = true
            known = ChoiceColumns.all.first { $0.right == path.text && $0.isWhole(in: row) }
        }
        guard known == nil, !(hasZero && hasCount), let text = path.value(in: row)?.spelled, text.utf8.count < 3,
            let place = Int(text)
        else { return }
        if place == 0 { hasZero = true }
        if place > 1, !hasCount { hasCount = ChoiceList(of: row)?.texts.count == place }
    }
}

/// Columns in which a public data set has its choices, one in each, or a list of them, with places as right answers.
struct ChoiceColumns: Sendable, Hashable {
    /// The name of the data set.
    let name: String
    /// The columns of the choices, in their order.
    let choices: [String]
    /// The column of the right answer.
    let right: String
    /// The place of the first choice, as the data set's documentation has it.
    let first: Int

    /// The columns of the sets that are known.
    static let all: [ChoiceColumns] = [
        ChoiceColumns(name: "WinoGrande", choices: ["option1", "option2"], right: "answer", first: 1),
        ChoiceColumns(name: "PIQA", choices: ["sol1", "sol2"], right: "label", first: 0),
        ChoiceColumns(name: "COPA", choices: ["choice1", "choice2"], right: "label", first: 0),
        ChoiceColumns(name: "KoBEST's COPA", choices: ["alternative_1", "alternative_2"], right: "label", first: 0),
        ChoiceColumns(name: "HellaSwag", choices: ["endings"], right: "label", first: 0),
        ChoiceColumns(
            name: "KoBEST's HellaSwag", choices: ["ending_1", "ending_2", "ending_3", "ending_4"], right: "label",
            first: 0),
        ChoiceColumns(name: "SWAG", choices: ["ending0", "ending1", "ending2", "ending3"], right: "label", first: 0),
        ChoiceColumns(name: "Social IQa", choices: ["answerA", "answerB", "answerC"], right: "label", first: 1),
        ChoiceColumns(
            name: "StoryCloze", choices: ["sentence_quiz1", "sentence_quiz2"], right: "answer_right_ending", first: 1),
    ]

    /// Returns whether a row has all of the columns.
    func isWhole(in row: JSONObject) -> Bool { ([right] + choices).allSatisfy { row[$0] != nil } }
}
