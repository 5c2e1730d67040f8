import History

extension HistoryEntry {
    /// The headings of a list's columns.
    package static let heading = ["run", "date", "prompt", "technique", "lanes", "rating", "answer"]

    /// The run's row in a list. If words were searched for, it shows an occurrence in place of the answer.
    package var cells: [String] {
        var said = match.map { "\($0.place): \($0.text)" } ?? answer
        if match == nil, failedLanes > 0 { said = "failed: \(said)" }
        if !tags.isEmpty { said = "[\(tags.joined(separator: ", "))] " + said }
        return [
            "\(id)", date.inShort, prompt, techniques.map(\.rawValue).joined(separator: " "), "\(lanes)",
            rating.map { "\($0)" } ?? "-", said,
        ]
    }
}
