import YAMLText

extension [YAMLPair] {
    /// The pairs as YAML with line breaks, also at the end.
    var text: String {
        var writer = YAMLWriter()
        writer.onlyLines = true
        return writer.mapping(self, column: 0).joined(separator: "\n") + "\n"
    }
}
