import History

extension HistoryEntry {
    /// What the columns of a list are called.
    package static let heading = ["run", "date", "prompt", "technique", "lanes", "rating", "answer"]

    /// Its line in a list; where words were searched for, the place where one stands is in place of the answer.
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
