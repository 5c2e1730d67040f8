import Foundation

extension Date {
    /// The date in the user's time zone, as `2025-11-25 09:30`.
    package var inShort: String {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day, .hour, .minute], from: self)
        return String(
            format: "%04d-%02d-%02d %02d:%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0, parts.hour ?? 0,
            parts.minute ?? 0)
    }

    /// The date in the user's time zone, with seconds.
    package var toTheSecond: String {
        inShort + String(format: ":%02d", Calendar(identifier: .gregorian).component(.second, from: self))
    }
}
