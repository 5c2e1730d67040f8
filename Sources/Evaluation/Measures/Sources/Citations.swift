import Prompting

/// The citations in an answer: numbers of passages in brackets, as `[2]` or `[1, 3]`.
enum Citations {
    /// Returns the numbers that a text cites, in their order.
    static func numbers(in text: String) -> [Int] {
        text.matches(of: pattern).flatMap { match in
            match.output.1.split(separator: ",").compactMap { Int($0.filter { $0 != " " }) }
        }
    }

    private static var pattern: Regex<(Substring, Substring)> { /\[(\d{1,4}(?: *, *\d{1,4})*)\]/ }

    /// Returns a text without its citations.
    static func removed(from text: String) -> String { text.replacing(pattern, with: "") }

    /// Returns the sentences of an answer that say something: those with a letter or a digit besides their citations, but
    /// headings and lines that announce a list.
    static func sentences(of answer: String) -> [String] {
        Sentences.ranges(in: answer[...]).map { String(answer[$0]) }.filter { sentence in
            let said = removed(from: sentence)
            return said.contains { $0.isLetter || $0.isNumber } && !sentence.hasPrefix("#") && !sentence.hasSuffix(":")
        }
    }

    /// Returns for each quotation of a text the numbers that the sentence cites in which it ends.
    static func numbers(for quotations: [Substring], in text: String) -> [[Int]] {
        guard !quotations.isEmpty else { return [] }
        let sentences = Sentences.ranges(in: text[...])
        let cited = sentences.map { numbers(in: String(text[$0])) }
        return quotations.map { quotation in
            // The first sentence that ends behind the quotation.
            var (low, high) = (0, sentences.count)
            while low < high {
                let middle = (low + high) / 2
                if sentences[middle].upperBound > quotation.endIndex { high = middle } else { low = middle + 1 }
            }
            return low < sentences.count && sentences[low].contains(quotation.endIndex) ? cited[low] : []
        }
    }

    /// Returns the texts in quotation marks, of two words or more: shorter ones are names and emphasis.
    static func quotations(in text: String) -> [Substring] {
        var quotations: [Substring] = []
        for pattern in [/"([^"\n]+)"/, /“([^”\n]+)”/, /「([^」\n]+)」/, /『([^』\n]+)』/] {
            quotations += text.matches(of: pattern).map { $0.output.1 }
        }
        return quotations.filter { Words.split(String($0)).count > 1 }
    }
}

extension MeasuredOutput {
    /// The passages that the case was given.
    var passages: [Passage] { PassageText.passages(in: columns[PromptSources.variable] ?? "") }
}
