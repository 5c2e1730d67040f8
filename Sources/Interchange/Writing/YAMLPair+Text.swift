import YAMLText

extension [YAMLPair] {
    /// The pairs as YAML in lines, with a line break at the end.
    var text: String {
        var writer = YAMLWriter()
        writer.onlyLines = true
        return writer.mapping(self, column: 0).joined(separator: "\n") + "\n"
    }
}
