import Evaluation
import Library
import YAMLText

/// The files that a `promptfooconfig.yaml` names.
extension PromptfooReader {
    /// Returns the paths of the files that a word names, with `*` for any part of a name; none, with a loss, if there are
    /// none.
    mutating func paths(_ word: String, at value: PlacedValue) -> [String] {
        let path = Self.path(word) ?? word
        let found = path.contains("*") ? context.files(path) : context.file(path) == nil ? [] : [path]
        if found.isEmpty {
            losses.add(value, "is `\(word)`; there is no such file beside this one. It is left out.")
        }
        return found
    }

    /// Returns the YAML and JSON documents in the files that a word names.
    mutating func documents(_ word: String, at value: PlacedValue) throws(PromptFileError) -> [PlacedValue] {
        var found: [PlacedValue] = []
        for path in paths(word, at: value) { found += try contents(of: path, at: value) }
        return found
    }

    /// Returns the documents of a YAML, JSON or JSON Lines file; none, with a loss, if it is of another kind.
    mutating func contents(of path: String, at value: PlacedValue) throws(PromptFileError) -> [PlacedValue] {
        guard let text = context.file(path) else { return [] }
        if ["yaml", "yml", "json"].contains(where: { path.hasSuffix("." + $0) }) {
            return [try PlacedValue(text: text, name: path)]
        }
        if path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") {
            var lines: [PlacedValue] = []
            for line in text.split(whereSeparator: \.isNewline) where !line.allSatisfy(\.isWhitespace) {
                lines.append(try PlacedValue(text: String(line), name: path))
            }
            return lines
        }
        losses.add(
            value,
            "is `\(path)`, which isn't a file of YAML, JSON, JSON Lines, CSV or TSV; Lathe runs no programs. It is left out."
        )
        return []
    }
}
