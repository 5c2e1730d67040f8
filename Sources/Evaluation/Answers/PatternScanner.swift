import Foundation

/// Finds the match of a regular expression, without white space around it: its first group that took part, or all of
/// the match.
///
/// Uses NSRegularExpression, which is ICU: Swift's own takes six times as long for an output, and can't be stopped.
/// Some expressions take exponential time. So a search is given up after a fifth of a second of computing (plus a
/// microsecond for each UTF-16 unit), or if ICU's memory for it is full. Of a text only a million units are searched;
/// they are the last ones if the last match is wanted.
struct PatternScanner: AnswerScanner {
    private static let leastSeconds = 0.2
    private static let secondsForUnit = 1e-6
    private static let mostUnits = 1_000_000

    private let expression: NSRegularExpression
    private let cost: PatternCost

    init(_ pattern: String) throws(AnswerTypeError) {
        guard !pattern.isEmpty, let expression = try? NSRegularExpression(pattern: pattern) else {
            throw .badPattern(pattern)
        }
        self.expression = expression
        cost = PatternCost(pattern)
    }

    func search(_ text: Substring, pick: AnswerPick, followsSentence: Bool) -> AnswerSearch {
        let text = String(text)
        let units = text.utf16.count
        let length = min(units, Self.mostUnits)
        var range = NSRange(location: pick == .last ? units - length : 0, length: length)
        // A search doesn't begin inside a scalar.
        if range.location > 0 { range = (text as NSString).rangeOfComposedCharacterSequences(for: range) }
        let isWatched = !cost.isSmall(for: length)
        var picked = PickedReading<NSTextCheckingResult>(pick)
        var isAbandoned = false
        var steps = 0
        let end = isWatched ? Self.computedSeconds + Self.leastSeconds + Self.secondsForUnit * Double(length) : 0
        expression.enumerateMatches(
            in: text, options: isWatched ? [.reportProgress, .reportCompletion] : .reportCompletion, range: range
        ) { match, flags, stop in
            if let match { picked.add(match) }
            if flags.contains(.internalError) { isAbandoned = true }
            if isWatched {
                steps += 1
                if steps % 16 == 0, Self.computedSeconds > end { isAbandoned = true }
            }
            if isAbandoned || picked.isSettled { stop.pointee = true }
        }
        if isAbandoned { return .abandoned }
        return picked.value.flatMap { Self.answer($0, in: text) }.map(AnswerSearch.found) ?? .nothing
    }

    func canonical(_ expected: String) -> String? {
        let text = expected.trimmingSpaces
        return text.isEmpty ? nil : text
    }

    private static func answer(_ match: NSTextCheckingResult, in text: String) -> String? {
        let groups = (0..<match.numberOfRanges).map(match.range(at:))
        let group = groups.dropFirst().first { $0.location != NSNotFound } ?? groups.first
        let answer = group.map { (text as NSString).substring(with: $0).trimmingSpaces }
        return answer?.isEmpty == false ? answer : nil
    }

    /// The computing time of this thread alone, in seconds, so that a busy machine changes no result.
    private static var computedSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// Upper bound on a pattern's matching steps, estimated from its syntax. Watching a search takes longer than most
/// searches.
struct PatternCost {
    private static let mostSteps = 2e8

    private var repetitions = 0.0
    private var alternatives = 0.0
    private var isUnknown: Bool

    init(_ pattern: String) {
        // If a pattern may have white space and comments in it, its syntax doesn't show what is repeated.
        isUnknown = pattern.contains("(?") && pattern.contains("x")
        var rest = pattern.unicodeScalars[...]
        var endsGroup = false
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\":
                // Digits and a name may refer to an earlier match; `\Q` quotes all that follows.
                let escaped = rest.popFirst()
                isUnknown = isUnknown || escaped?.isDigit == true || escaped == "k" || escaped == "Q"
            case "*", "+": add(repeatsGroup: endsGroup)
            case "{":
                // A fixed number of times is no repetition, unless it is a group that is repeated.
                if endsGroup || rest.prefix(while: { $0 != "}" }).contains(",") { add(repeatsGroup: endsGroup) }
            case "?", "|": alternatives += 1
            default: break
            }
            endsGroup = scalar == ")"
        }
    }

    /// Adds a repetition. A repeated group may hold a repetition itself.
    private mutating func add(repeatsGroup: Bool) {
        repetitions += 1
        isUnknown = isUnknown || repeatsGroup
    }

    /// Returns whether a search of `length` UTF-16 units needs no watching.
    func isSmall(for length: Int) -> Bool {
        guard !isUnknown else { return false }
        return pow(Double(length), repetitions + 1) * pow(2, alternatives) <= Self.mostSteps
    }
}
