import Foundation
import History
import Library
import Prompting
import TextLayout

extension HistoryEntry {
    static let heading = ["run", "date", "prompt", "technique", "lanes", "rating", "answer"]

    /// Its line in a list; where words were searched for, the place where one stands is in place of the answer.
    var cells: [String] {
        var said = match.map { "\($0.place): \($0.text)" } ?? answer
        if match == nil, failedLanes > 0 { said = "failed: \(said)" }
        if !tags.isEmpty { said = "[\(tags.joined(separator: ", "))] " + said }
        return [
            "\(id)", date.inShort, prompt, techniques.map(\.rawValue).joined(separator: " "), "\(lanes)",
            rating.map { "\($0)" } ?? "-", said,
        ]
    }
}

extension Date {
    /// `2025-11-25 09:30`, where the user is.
    var inShort: String {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day, .hour, .minute], from: self)
        return String(
            format: "%04d-%02d-%02d %02d:%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0, parts.hour ?? 0,
            parts.minute ?? 0)
    }

    /// The same with seconds.
    var toTheSecond: String {
        inShort + String(format: ":%02d", Calendar(identifier: .gregorian).component(.second, from: self))
    }
}
