import JSONText
import Prompting
import Remedies

/// What a data file holds, found by reading all of its rows once.
package struct DataSurvey: Sendable {
    /// A column.
    package struct Column: Sendable, Hashable {
        /// The name.
        package let name: String
        /// The number of rows that have a value in it.
        package internal(set) var count = 0
        /// The kinds of its values, without null.
        var kinds: Set<JSONValue.Kind> = []
        /// The paths into it, in the order in which they were first seen; empty if its values are texts, numbers or lists of such.
        package internal(set) var paths: [String] = []
        /// The beginning of its first value's text.
        package internal(set) var example = ""
        /// The lists and objects that its texts are.
        var cells = Cells()
        /// The first value, if it is an object or a list.
        var sample: JSONValue?

        /// The kinds of its values in words.
        package var kindWords: [String] { kinds.map(\.words).sorted() }
        /// True if the values are objects, or lists of objects.
        var isNested: Bool { !paths.isEmpty }
    }

    /// How many texts of a column are lists or objects, as cells of a table have them.
    struct Cells: Sendable, Hashable {
        /// Lists of texts or numbers.
        var lists = 0
        /// Lists and objects as only Python writes them.
        var python = 0
        /// Texts that aren't such lists, without empty ones.
        var others = 0
    }

    /// What the rows stand in, as in "JSON Lines".
    package private(set) var form = ""
    /// The number of rows that can be read.
    package private(set) var rowCount = 0
    /// The columns in the order in which they were first seen.
    package private(set) var columns: [Column] = []
    /// The first rows, each as the columns that have a value with the value's text.
    package private(set) var firstRows: [[(column: String, text: String)]] = []
    /// What can't be read.
    package private(set) var badRows: [BadRow] = []
    /// Assumptions, in sentences.
    package private(set) var notices: [Notice] = []
    /// True if several rows begin on the same line, as those of a JSON list on one line.
    private(set) var areLinesShared = false
    /// The paths that were asked for and lead to a value in at least one row.
    private(set) var found: Set<DataPath> = []
    private var places: [String: Int] = [:]

    /// The number of rows whose values are looked into for paths.
    private static let deepRows = 1000
    /// The most characters of a text that is kept to be shown.
    private static let mostShown = 2000
    /// The most paths of a column; an object with more keys is a map.
    private static let mostPaths = 24

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - firstRows: The number of rows to keep.
    /// - Throws: ``DataSetError``.
    package init(of source: DataSource, firstRows: Int) throws(DataSetError) {
        var reader = try source.rows()
        try self.init(&reader, firstRows: firstRows)
        notices = source.notices + notices
    }

    /// Takes a prompt's own test data.
    ///
    /// - Throws: ``DataSetError/noTestData`` if there are none.
    package init(ofTestDataOf prompt: Prompt, firstRows: Int) throws(DataSetError) {
        guard !prompt.testData.isEmpty else { throw .noTestData }
        var reader: any RowReader = RowsInMemory(DataSet.rows(ofTestDataOf: prompt))
        try self.init(&reader, firstRows: firstRows)
    }

    init(_ reader: inout any RowReader, asked: Set<DataPath> = [], firstRows kept: Int = 0) throws(DataSetError) {
        var line: Int?
        while let item = try reader.next() {
            switch item {
            case .bad(let bad): badRows.add(bad)
            case .row(let row):
                rowCount += 1
                if let line, line == row.line { areLinesShared = true }
                line = row.line
                take(row.fields)
                for path in asked where !found.contains(path) && path.value(in: row.fields) != nil {
                    found.insert(path)
                }
                if firstRows.count < kept {
                    firstRows.append(
                        row.fields.members.compactMap { member in
                            member.value.spelled.map { (member.key, String($0.prefix(Self.mostShown))) }
                        })
                }
            }
        }
        (form, notices) = (reader.form, reader.notices)
        if rowCount == 0, let table = reader as? CSVReader { columns = table.columns.map { Column(name: $0) } }
    }

    /// The names of the columns.
    package var names: [String] { columns.map(\.name) }
    /// The columns, and in place of each whose values are objects the paths into it.
    package var paths: [String] { columns.flatMap { $0.isNested ? $0.paths : [$0.name] } }

    func column(_ name: String) -> Column? { places[name].map { columns[$0] } }

    private mutating func take(_ row: JSONObject) {
        for member in row.members {
            let place = places[member.key] ?? columns.count
            if place == columns.count {
                places[member.key] = place
                columns.append(Column(name: member.key))
            }
            guard member.value.kind != .null else { continue }
            if columns[place].count == 0 {
                columns[place].example = String((member.value.spelled ?? "").prefix(200))
                if !member.value.isScalar { columns[place].sample = member.value }
            }
            columns[place].count += 1
            columns[place].kinds.insert(member.value.kind)
            if case .text(let text) = member.value { takeCell(text, at: member.key, place) }
            if rowCount <= Self.deepRows { look(into: member.value, at: member.key, place, depth: 0) }
        }
    }

    /// Notes whether a text is a list or an object.
    private mutating func takeCell(_ text: String, at path: String, _ place: Int) {
        let cell = JSONValue.cell(text)
        if case .list? = cell?.value, cell?.value.texts != nil {
            columns[place].cells.lists += 1
        } else if !text.isEmpty {
            columns[place].cells.others += 1
        }
        guard let cell, cell.isPython else { return }
        columns[place].cells.python += 1
        if rowCount <= Self.deepRows { look(into: cell.value, at: path, place, depth: 0) }
    }

    /// Notes the paths to the parts of a value.
    private mutating func look(into value: JSONValue, at path: String, _ place: Int, depth: Int) {
        switch value {
        case .object(let object):
            guard depth < 4, object.members.count <= Self.mostPaths else { return note(path, place) }
            for member in object.members {
                look(into: member.value, at: "\(path).\(member.key)", place, depth: depth + 1)
            }
        case .list(let items):
            for item in items.prefix(8) {
                if case .object = item { look(into: item, at: path, place, depth: depth + 1) }
            }
            if depth > 0, items.first?.kind != .object { note(path, place) }
        default: if depth > 0 { note(path, place) }
        }
    }

    private mutating func note(_ path: String, _ place: Int) {
        guard columns[place].paths.count < Self.mostPaths, !columns[place].paths.contains(path) else { return }
        columns[place].paths.append(path)
    }
}
