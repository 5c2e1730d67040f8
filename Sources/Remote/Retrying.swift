import Foundation

/// Decides when a request is sent again that failed for a passing reason.
struct Retrying {
    /// The longest wait that a server may ask for, in seconds. If it asks for more, the request fails at once and says
    /// so.
    static let longestWait = 120.0
    /// The longest wait that we choose, in seconds.
    static let longestOwnWait = 30.0

    /// The largest number of tries after the first.
    var retries: Int

    /// Returns the seconds to wait after a failed try, counted from 0; nil if it was the last.
    ///
    /// The wait is what the server asks for, else half a second, doubled with each try. Up to a quarter is added by
    /// chance, so that lanes that failed together don't return together.
    func wait(after failure: RemoteFailure, try number: Int, chance: Double = .random(in: 0...1)) -> Double? {
        guard failure.isPassing, number < retries else { return nil }
        if let wait = failure.wait { return wait <= Self.longestWait ? wait : nil }
        return min(0.5 * pow(2, Double(number)), Self.longestOwnWait) * (1 + chance / 4)
    }
}
