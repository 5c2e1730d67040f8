extension DataSource {
    /// Calls `take` with each row: the line where it begins, and its columns that have a value, with the value's text.
    ///
    /// - Returns: What can't be read.
    /// - Throws: ``DataSetError`` if nothing can be read from a place on.
    package func eachRow(
        _ take: (_ line: Int?, _ values: [(column: String, text: String)]) -> Void
    ) throws(DataSetError) -> [BadRow] {
        var reader = try rows()
        var bad: [BadRow] = []
        while let item = try reader.next() {
            switch item {
            case .bad(let row): bad.add(row)
            case .row(let row):
                take(
                    row.line,
                    row.fields.members.compactMap { member in
                        member.value.spelled.map { (member.key, $0) }
                    })
            }
        }
        return bad
    }
}
