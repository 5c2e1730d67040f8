import Remedies

/// Reads outputs and right answers from a file, row by row, as data sets are read: in columns or keys `output` and `answer`.
struct OutputRows {
    /// A row, or why it has none.
    typealias Item = (place: RowPlace, line: Result<OutputLine, OutputLineError>)

    private var reader: any RowReader
    private let right: RightAnswers?
    private let needsAnswer: Bool
    private var row = 0
    private var lastLine: Int?
    private let ownNotices: [Notice]
    /// Lines that no row can be read from.
    private(set) var badRows: [BadRow] = []

    /// Starts reading.
    ///
    /// - Throws: ``DataSetError``, also if a table lacks a column.
    init(_ source: DataSource, needsAnswer: Bool) throws(DataSetError) {
        let names: Set<String> = ["output", "answer"]
        self.needsAnswer = needsAnswer
        var first = try source.rows(wanted: names)
        guard first is CSVReader else {
            (reader, right, ownNotices) = (first, nil, source.notices)
            return
        }
        let survey = try DataSurvey(&first)
        for name in needsAnswer ? ["output", "answer"] : ["output"]
        where survey.column(name) == nil && !survey.names.isEmpty {
            throw .noColumn(name, columns: survey.names)
        }
        var options = DataOptions()
        options.expectedColumn = "answer"
        let right = try RightAnswers(in: survey, filled: [], options: options, areJSON: false)
        (self.right, ownNotices) = (right, source.notices + right.notices)
        reader = try source.rows(wanted: names)
    }

    /// Assumptions, complete after the last row.
    var notices: [Notice] { ownNotices + reader.notices }

    /// Returns the next row; nil after the last.
    mutating func next() throws(DataSetError) -> Item? {
        while let item = try reader.next() {
            switch item {
            case .bad(let bad): badRows.add(bad)
            case .row(let read):
                row += 1
                let isShared = read.line == nil || read.line == lastLine
                lastLine = read.line
                let place = RowPlace(line: read.line, row: isShared ? row : nil)
                do throws(OutputLineError) {
                    return (place, .success(try OutputLine(read.fields, right, needsAnswer: needsAnswer)))
                } catch {
                    return (place, .failure(error))
                }
            }
        }
        return nil
    }
}
