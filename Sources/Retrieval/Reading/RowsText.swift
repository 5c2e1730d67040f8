import Evaluation

/// Reads tables and JSON Lines: each row is a section, with a line `column: value` for each column that has one.
enum RowsText {
    /// Returns the sections of a file's bytes.
    ///
    /// - Throws: ``DataSetError`` if they can't be read as rows.
    static func sections(of bytes: [UInt8], format: DataOptions.Format) throws(DataSetError) -> [Section] {
        var sections: [Section] = []
        _ = try DataSource(BytesInMemory(bytes), format: format).eachRow { line, values in
            var section = Section()
            for (column, text) in values where !text.isEmpty {
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                for (index, part) in lines.enumerated() {
                    section.add(index == 0 ? "\(column): \(part)" : String(part), at: line ?? 1)
                }
            }
            if !section.isBlank { sections.append(section) }
        }
        return sections
    }
}
