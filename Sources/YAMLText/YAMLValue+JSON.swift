extension YAMLValue {
    /// Reads a value that is written as JSON, or as YAML on one line (`high` is a text, `false` a truth value).
    ///
    /// - Throws: ``YAMLError`` with the line and column.
    package init(json text: String, name: String) throws(YAMLError) {
        guard let node = try YAMLComposer.compose(YAMLSource(file: name, text: text)), let value = YAMLValue(node)
        else {
            self = .text("")
            return
        }
        self = value
    }

    /// The value as JSON on one line.
    package var json: String { JSONWriter.line(self) }
}
