import Foundation

/// A moment on the command line: a day, a date and time in ISO 8601, or a time ago: `12h`, `7d`, `4w`.
package struct Moment: Sendable {
    /// The moment.
    package let date: Date

    /// Reads a moment; nil if it is none.
    package init?(argument: String) {
        let units: [Character: Double] = ["h": 3600, "d": 24 * 3600, "w": 7 * 24 * 3600]
        if let unit = argument.last.flatMap({ units[$0] }), let count = Double(argument.dropLast()), count >= 0 {
            date = Date().addingTimeInterval(-count * unit)
            return
        }
        let day = DateFormatter()
        day.locale = Locale(identifier: "en_US_POSIX")
        day.dateFormat = "yyyy-MM-dd"
        day.isLenient = false
        guard let date = day.date(from: argument) ?? (try? Date(argument, strategy: .iso8601)) else { return nil }
        self.date = date
    }
}

/// A rating on the command line, or a range of them: `4`, `3-5`.
package struct Ratings: Sendable {
    /// The range.
    package let range: ClosedRange<Int>

    /// Reads a rating or a range; nil if it is none.
    package init?(argument: String) {
        let ends = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(ends.count), let low = ends[0], let high = ends[ends.count - 1],
            1 <= low, low <= high, high <= 5
        else { return nil }
        range = low...high
    }
}
