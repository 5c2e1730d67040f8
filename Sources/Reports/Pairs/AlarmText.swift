/// The sentence of a report because of which it can't be believed.
package enum AlarmText {
    /// Returns a text for a terminal, with the lines in red that have the alarm; as it is without one.
    package static func colored(_ text: String, alarm: String?) -> String {
        guard let alarm, !alarm.isEmpty else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.contains(alarm) ? "\u{1B}[31m\(line)\u{1B}[0m" : String(line)
        }.joined(separator: "\n")
    }
}
