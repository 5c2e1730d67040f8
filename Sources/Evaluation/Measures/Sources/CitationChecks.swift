import Prompting

/// Checks whether all passages that an answer cites are there.
struct CitationsExistCheck: Check {
    let name = "citations-exist"
    let meaning = "the output cites a passage, as `[2]`, and none that isn't among its `sources`"
    let operands = CheckOperands.none

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        let cited = Citations.numbers(in: output.text)
        return !cited.isEmpty && Self.missing(output).isEmpty
    }

    func reasons(for output: MeasuredOutput, _ found: Findings, isNegated: Bool) -> [String] {
        if Citations.numbers(in: output.text).isEmpty { return ["Nothing is cited."] }
        let missing = Self.missing(output)
        guard !missing.isEmpty else { return ["All that is cited is there."] }
        let count = output.passages.count
        return missing.map { "[\($0)] is cited, and there \(count == 1 ? "is 1 passage" : "are \(count) passages")." }
    }

    private static func missing(_ output: MeasuredOutput) -> [Int] {
        let numbers = Set(output.passages.map(\.number))
        return Set(Citations.numbers(in: output.text)).subtracting(numbers).sorted()
    }
}

/// Checks whether each sentence of an answer has a citation.
struct CitedSentencesCheck: Check {
    let name = "cited-sentences"
    let meaning = "each sentence of the output cites a passage, as `[2]`; with a `threshold`, that share of them does"
    let operands = CheckOperands.none

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? {
        score(for: output, found).map { $0 >= output.threshold ?? 1 }
    }

    func score(for output: MeasuredOutput, _ found: Findings) -> Double? {
        let sentences = Citations.sentences(of: output.text)
        guard !sentences.isEmpty else { return 0 }
        return Double(sentences.count { !Citations.numbers(in: $0).isEmpty }) / Double(sentences.count)
    }

    func reasons(for output: MeasuredOutput, _ found: Findings, isNegated: Bool) -> [String] {
        let bare = Citations.sentences(of: output.text).filter { Citations.numbers(in: $0).isEmpty }
        if bare.isEmpty { return output.text.contains(where: \.isLetter) ? [] : ["The output says nothing."] }
        return bare.prefix(3).map { "No passage is cited for “\($0.prefix(60))”." }
    }
}

/// Checks whether what an answer quotes stands in a passage that it cites for that.
struct QuotesStandCheck: Check {
    let name = "quotes-stand"
    let meaning =
        "each text of two or more words in quotation marks stands in a passage of the `sources`, in a cited one if its sentence cites any, but for white space, capitals and punctuation"
    let operands = CheckOperands.none

    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool? { Self.wrong(output).isEmpty }

    func reasons(for output: MeasuredOutput, _ found: Findings, isNegated: Bool) -> [String] {
        Self.wrong(output).prefix(3).map { wrong in
            let cited = wrong.cited.map { "[\($0)]" }.joined(separator: ", ")
            let subject = cited.isEmpty ? "No passage has" : "What is cited, \(cited), doesn't have"
            return "\(subject) “\(wrong.quotation.prefix(60))”."
        }
    }

    /// Returns the quotations that don't stand where they must, with the numbers that their sentences cite.
    private static func wrong(_ output: MeasuredOutput) -> [(quotation: Substring, cited: [Int])] {
        let texts = output.passages.map { (number: $0.number, words: words($0.whole)) }
        let quotations = Citations.quotations(in: output.text)
        var wrong: [(quotation: Substring, cited: [Int])] = []
        for (quotation, cited) in zip(quotations, Citations.numbers(for: quotations, in: output.text)) {
            let quoted = words(String(quotation))
            let stands = texts.contains { (cited.isEmpty || cited.contains($0.number)) && $0.words.contains(quoted) }
            if !stands { wrong.append((quotation: quotation, cited: cited)) }
        }
        return wrong
    }

    /// Returns a text's words, each between spaces, so that a part of a word isn't found.
    private static func words(_ text: String) -> String { " " + Words.split(text).joined(separator: " ") + " " }
}

/// The share of an answer's words that stand in its passages.
struct SourceOverlap: Metric {
    let name = "source-overlap"
    let meaning = "share of the output's words that stand in its `sources`"
    let comparesWithAnswers = false

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        guard output.columns[PromptSources.variable] != nil else { return nil }
        return Self.share(of: output.text, in: output.passages.map(\.whole))
    }

    /// Returns the share of an answer's words, without its citations, that one of the texts has; nil if it has no words.
    static func share(of answer: String, in texts: [String]) -> Double? {
        let words = Words.split(Citations.removed(from: answer))
        guard !words.isEmpty else { return nil }
        let known = Set(texts.flatMap(Words.split))
        return Double(words.count { known.contains($0) }) / Double(words.count)
    }
}
