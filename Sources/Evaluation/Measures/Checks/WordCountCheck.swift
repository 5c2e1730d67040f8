import JSONText

/// Checks the number of words: an exact number, or one between `min` and `max`.
struct WordCountCheck: Check {
    let name = "word-count"
    let meaning =
        "the output has as many words as the value says, `50` or `{ min: 20, max: 50 }`; words are what stands between white space"
    let operands = CheckOperands.range
    let lack: String? = "because the case's value is no number of words"

    /// The numbers of words that are allowed.
    private struct Range {
        var least = 0.0
        var most = Double.infinity
    }

    func prepared(for values: [String]) throws(Assertion.Failure) -> any Check {
        if let text = values.first, !text.contains("{{") { _ = try Self.range(text) }
        return self
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        guard let range = try? Self.range(output.references.first ?? "") else { return nil }
        let count = Double(Self.words(output.text))
        return range.least <= count && count <= range.most
    }

    func reasons(for output: MeasuredOutput, _ found: Findings, isNegated: Bool) -> [String] {
        let count = Self.words(output.text)
        return ["The output has \(count) word\(count == 1 ? "" : "s")."]
    }

    private static func words(_ text: String) -> Int { text.split(whereSeparator: \.isWhitespace).count }

    private static func range(_ text: String) throws(Assertion.Failure) -> Range {
        if let number = Double(text.trimmed), number.isFinite { return Range(least: number, most: number) }
        var range = Range()
        if case .object(let object)? = try? JSONValue(reading: text), object["min"] != nil || object["max"] != nil {
            // A limit that is no number makes the range empty.
            range.least = object["min"].map { number($0) ?? .infinity } ?? 0
            range.most = object["max"].map { number($0) ?? -1 } ?? .infinity
            if range.least.isFinite, range.least <= range.most { return range }
        }
        throw .incomplete(type: "word-count", needs: "a number, or `min` and `max` with `min` not above `max`")
    }

    private static func number(_ value: JSONValue) -> Double? {
        switch value {
        case .number(let text), .text(let text): Double(text.trimmed)
        default: nil
        }
    }
}
