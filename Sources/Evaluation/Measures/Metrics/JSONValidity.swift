import JSONText

/// 1 if an output is JSON, else 0.
struct JSONValidity: Metric {
    let name = "json"
    let meaning = "1 if the output is JSON, else 0"
    let comparesWithAnswers = false

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        Self.score(output.text)
    }

    /// Returns 1 if the whole output is one JSON value (RFC 8259; a number or text alone is one), else 0. White space
    /// around it may stand; a fence of backticks or a word of explanation may not. More than 128 nested brackets aren't
    /// read.
    static func score(_ output: String) -> Double {
        let bytes = Array(output.utf8)
        var reader = JSONReader(bytes, in: 0..<bytes.count)
        return (try? reader.whole()) == nil ? 0 : 1
    }
}
