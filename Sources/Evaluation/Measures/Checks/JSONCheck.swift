/// Checks whether the output is JSON, or has a JSON object or list somewhere.
struct JSONCheck: Check {
    let isWhole: Bool
    let operands = CheckOperands.none

    var name: String { isWhole ? "is-json" : "contains-json" }

    var meaning: String {
        isWhole ? "the output is JSON" : "an object or a list in JSON stands somewhere in the output"
    }

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        isWhole ? JSONValidity.score(output.text) == 1 : Self.isContained(in: output.text)
    }

    private static func isContained(in text: String) -> Bool {
        let bytes = Array(text.utf8)
        // Unfinished brackets are read again from each bracket inside them; the budget bounds how many bytes are read
        // in all.
        var budget = 8 * bytes.count + 4096
        for start in bytes.indices where bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") {
            var reader = JSONReader(bytes, in: start..<bytes.count)
            if (try? reader.value()) != nil { return true }
            budget -= reader.index - start
            if budget < 0 { return false }
        }
        return false
    }
}
