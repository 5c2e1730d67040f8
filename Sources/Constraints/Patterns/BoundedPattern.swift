import Foundation

/// A regular expression whose searches always end.
///
/// Uses NSRegularExpression, which is ICU: Swift's own takes six times as long for an output, and can't be stopped.
/// Some expressions take exponential time. So a search is given up after a fifth of a second of computing (plus a
/// microsecond for each UTF-16 unit), or if ICU's memory for it is full. At most a million units of a text are
/// searched.
package struct BoundedPattern: Sendable {
    private static let leastSeconds = 0.2
    private static let secondsForUnit = 1e-6
    private static let mostUnits = 1_000_000

    private let expression: NSRegularExpression
    private let cost: PatternCost

    /// Creates a pattern in ICU's syntax; nil if it isn't valid.
    package init?(_ pattern: String) {
        guard !pattern.isEmpty, let expression = try? NSRegularExpression(pattern: pattern) else { return nil }
        self.expression = expression
        cost = PatternCost(pattern)
    }

    /// Creates a pattern in the syntax of ECMAScript, which JSON Schema uses; nil if it isn't valid.
    package init?(ecmaScript pattern: String) {
        guard let translated = ECMAScriptPattern.icu(pattern),
            let expression = try? NSRegularExpression(pattern: translated)
        else { return nil }
        self.expression = expression
        cost = PatternCost(pattern)
    }

    /// Creates a pattern in the syntax of JavaScript without flags, or, if that is none, in ICU's, which has `(?i)` and
    /// `\A`; nil if it is neither.
    package init?(javaScript pattern: String) {
        guard !pattern.isEmpty else { return nil }
        let own = ECMAScriptPattern.icu(pattern, isLenient: true).flatMap { try? NSRegularExpression(pattern: $0) }
        guard let expression = own ?? (try? NSRegularExpression(pattern: pattern)) else { return nil }
        self.expression = expression
        cost = PatternCost(pattern)
    }

    /// Returns whether the pattern matches somewhere in a text; nil if the search was given up.
    package func matches(_ text: String) -> Bool? {
        var isFound = false
        let isAbandoned = !search(text) { _ in
            isFound = true
            return false
        }
        return isAbandoned ? nil : isFound
    }

    /// Searches a text from its start.
    ///
    /// - Parameters:
    ///   - text: The text to search.
    ///   - fromEnd: Whether the end of a text that is too long is searched, instead of its start.
    ///   - visit: Receives each match, and returns whether to continue.
    /// - Returns: Whether the search came to its end or was ended by `visit`; false if it was given up.
    package func search(_ text: String, fromEnd: Bool = false, visit: (NSTextCheckingResult) -> Bool) -> Bool {
        let units = text.utf16.count
        let length = min(units, Self.mostUnits)
        var range = NSRange(location: fromEnd ? units - length : 0, length: length)
        // A search doesn't begin inside a scalar.
        if range.location > 0 { range = (text as NSString).rangeOfComposedCharacterSequences(for: range) }
        let isWatched = !cost.isSmall(for: length)
        var isAbandoned = false
        var steps = 0
        let end = isWatched ? Self.computedSeconds + Self.leastSeconds + Self.secondsForUnit * Double(length) : 0
        withoutActuallyEscaping(visit) { visit in
            expression.enumerateMatches(
                in: text, options: isWatched ? [.reportProgress, .reportCompletion] : .reportCompletion, range: range
            ) { match, flags, stop in
                var isEnded = match.map { !visit($0) } ?? false
                if flags.contains(.internalError) { isAbandoned = true }
                if isWatched {
                    steps += 1
                    if steps % 16 == 0, Self.computedSeconds > end { isAbandoned = true }
                }
                isEnded = isEnded || isAbandoned
                if isEnded { stop.pointee = true }
            }
        }
        return !isAbandoned
    }

    /// The computing time of this thread alone, in seconds, so that other load on the machine doesn't change results.
    private static var computedSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
