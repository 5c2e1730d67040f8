import Foundation

/// 1 if an output contains a right answer somewhere, else 0.
struct AnswerContained: Metric {
    let name = "contains"
    let meaning = "1 if the output contains a right answer, else 0"
    let comparesWithAnswers = true

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        Self.score(output.text, expected: output.references)
    }

    /// Returns 1 if a right answer occurs in the output, else 0. Case, Unicode's form and the kind and amount of white
    /// space don't matter.
    ///
    /// The answer must stand for itself: 4 isn't in 42, 4.5 or 1,4, and "cat" isn't in "category". In scripts without
    /// upper and lower case, words take endings without a space, so 서울 is in 서울에서. An empty answer is only in an empty
    /// output.
    static func score(_ output: String, expected: [String]) -> Double {
        let output = plain(output)
        return expected.contains { occurs(plain($0), in: output) } ? 1 : 0
    }

    private static func plain(_ text: String) -> [Unicode.Scalar] {
        let scalars = text.precomposedStringWithCanonicalMapping.lowercased().unicodeScalars
        return Array(scalars.split(whereSeparator: \.separatesWords).joined(separator: CollectionOfOne(" ")))
    }

    private static func occurs(_ answer: [Unicode.Scalar], in output: [Unicode.Scalar]) -> Bool {
        guard let first = answer.first, let last = answer.last else { return output.isEmpty }
        guard answer.count <= output.count else { return false }
        return (0...(output.count - answer.count)).contains { start in
            let end = start + answer.count
            return output[start] == first && output[start..<end].elementsEqual(answer)
                && !goesOn(first, output[max(0, start - 2)..<start].reversed())
                && !goesOn(last, Array(output[end...].prefix(2)))
                // A combining mark belongs to the letter before it.
                && !(end < output.count && output[end].properties.isGraphemeExtend)
        }
    }

    /// Returns whether the scalars beside an edge of the answer, nearest first, belong to the same number or word.
    private static func goesOn(_ edge: Unicode.Scalar, _ beside: [Unicode.Scalar]) -> Bool {
        guard let next = beside.first else { return false }
        if edge.isDecimal {
            if next.isDecimal { return true }
            return (next == "." || next == ",") && beside.count > 1 && beside[1].isDecimal
        }
        return edge.properties.isCased && next.properties.isCased
    }
}

extension Unicode.Scalar {
    fileprivate var isDecimal: Bool { properties.generalCategory == .decimalNumber }
}
