import YAMLText

/// The values of a prompt file under keys that aren't the prompt's own.
package struct EvaluatorEntries {
    /// One of the file's `evaluators`.
    package struct Entry {
        /// The checks that it asks for; empty if Lathe doesn't know its kind.
        package var checks: [Evaluator]
        /// The entry as it stands in the file.
        package var yaml: YAMLValue
        /// The name that the file gives it.
        package var name: String
        /// The entry with its place in the file.
        package var place: PlacedValue
    }

    /// The entries of `evaluators` in their order.
    package private(set) var entries: [Entry] = []
    /// GitHub Models' keys for the form of the output.
    package private(set) var outputForm: [YAMLPair] = []

    /// Reads the entries of a file.
    package init(_ file: PromptFile) {
        let root = file.root
        for entry in (try? root["evaluators"]?.items()) ?? [] {
            guard let yaml = YAMLValue(entry.node) else { continue }
            entries.append(
                Entry(
                    checks: Evaluator.read(entry), yaml: yaml, name: entry["name"]?.scalar ?? "without a name",
                    place: entry))
        }
        for key in ["responseFormat", "jsonSchema"] {
            guard let value = root[key].flatMap({ YAMLValue($0.node) }) else { continue }
            outputForm.append(YAMLPair(key, value))
        }
    }
}
