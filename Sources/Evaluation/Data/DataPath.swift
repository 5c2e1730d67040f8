import JSONText

/// A column of the data, or a path to a part of one: `answers.text[0]`, `choices.label`.
package struct DataPath: Sendable, Hashable {
    /// The path as it is written.
    package let text: String
    private let path: JSONPath?

    /// Creates a path; every text is one, if only the name of a column.
    package init(_ text: String) {
        self.text = text
        path = try? JSONPath(text)
    }

    /// The column that the path begins in.
    var column: String { if case .key(let key)? = path?.steps.first { key } else { text } }
    /// The last key of the path.
    var lastKey: String {
        for case .key(let key) in (path?.steps ?? []).reversed() { return key }
        return text
    }
    /// True if the path leads into a column.
    var isDeep: Bool { (path?.steps.count ?? 1) > 1 }

    /// Returns the value in a row; nil if there is none. A column with the whole text as its name comes first. A key asked of
    /// a list is asked of each of its items, and a cell that holds JSON is read for it.
    func value(in row: JSONObject) -> JSONValue? {
        if let value = row[text] { return value }
        guard let path else { return nil }
        return Self.part(of: .object(row), path.steps[...])
    }

    private static func part(of value: JSONValue, _ steps: ArraySlice<JSONPath.Step>) -> JSONValue? {
        guard let step = steps.first else { return value }
        switch (step, value) {
        case (.key(let key), .object(let object)): return object[key].flatMap { part(of: $0, steps.dropFirst()) }
        case (.index(let index), .list(let items)):
            return items.indices.contains(index) ? part(of: items[index], steps.dropFirst()) : nil
        case (.key, .list(let items)):
            let parts = items.compactMap { part(of: $0, steps) }
            return parts.isEmpty && !items.isEmpty ? nil : .list(parts)
        case (_, .text(let text)): return JSONValue(inCell: text).flatMap { part(of: $0, steps) }
        default: return nil
        }
    }
}
