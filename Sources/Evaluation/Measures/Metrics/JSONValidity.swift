/// Whether an output is JSON.
struct JSONValidity: Metric {
    let name = "json"
    let meaning = "1 if the output is JSON, else 0"
    let comparesWithAnswers = false

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        Self.score(output.text)
    }

    /// 1 if the whole output is one JSON value (RFC 8259; a number or text alone is one), else 0. White space around it is fine;
    /// a fence of backticks or a word of explanation isn't JSON, nor is what lies deeper than 128 brackets.
    static func score(_ output: String) -> Double {
        let bytes = Array(output.utf8)
        var reader = JSONReader(bytes, in: 0..<bytes.count)
        return (try? reader.whole()) == nil ? 0 : 1
    }
}
