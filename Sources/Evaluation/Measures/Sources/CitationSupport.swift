import Prompting

/// Whether the passages that an answer cites say what its sentences say: citation recall and precision by the rule of ALCE (Gao
/// et al. 2023, `compute_autoais` of its eval.py). A language model judges in place of ALCE's entailment model: a passage says so
/// if the model finds "Yes" likelier than "No".
struct CitationSupport: Metric {
    /// What is counted.
    enum Figure: String {
        case recall, precision
    }

    /// A sentence of an answer with the passages that it cites.
    struct Sentence: Hashable {
        /// The sentence without its citations.
        var text: String
        /// The passages in the order of their citations, each once; empty if none is cited, or if one that is cited isn't there.
        var cited: [Passage]
    }

    /// The most citations of a sentence that count, as in ALCE.
    static let mostCitations = 3

    let figure: Figure
    let comparesWithAnswers = false
    let modelUse: ModelUse? = .surprisal

    init(_ figure: Figure) { self.figure = figure }

    var name: String { "citation-\(figure.rawValue)" }

    var meaning: String {
        switch figure {
        case .recall:
            "share of the output's sentences whose cited passages together say the same, as a model judges (ALCE)"
        case .precision: "share of the output's citations that its sentences need, as a model judges (ALCE)"
        }
    }

    func needs(_ output: MeasuredOutput) -> Needs {
        var needs = Needs()
        guard output.columns[PromptSources.variable] != nil else { return needs }
        for sentence in Self.sentences(of: output) where !sentence.cited.isEmpty {
            for passages in Self.asked(sentence.cited) {
                for answer in Self.answers { needs.surprise(Self.question(passages, sentence.text) + answer) }
            }
        }
        return needs
    }

    func number(for output: MeasuredOutput, _ found: Findings) -> Double? {
        guard output.columns[PromptSources.variable] != nil else { return nil }
        return value(Self.sentences(of: output)) { Self.isSaid($1, by: $0, found) }
    }

    /// Returns the figure for sentences.
    ///
    /// - Parameters:
    ///   - sentences: The sentences of an answer.
    ///   - says: Returns whether passages together say what a sentence says; nil if nobody can tell.
    /// - Returns: The figure; nil if there are no sentences, or if nobody can tell.
    func value(_ sentences: [Sentence], says: ([Passage], String) -> Bool?) -> Double? {
        guard !sentences.isEmpty else { return nil }
        var (supported, needed, citations) = (0, 0, 0)
        for sentence in sentences where !sentence.cited.isEmpty {
            citations += sentence.cited.count
            guard let isSupported = says(sentence.cited, sentence.text) else { return nil }
            guard isSupported else { continue }
            supported += 1
            if sentence.cited.count == 1 {
                needed += 1
                continue
            }
            for passage in sentence.cited {
                let rest = sentence.cited.filter { $0 != passage }
                guard let alone = says([passage], sentence.text), let without = says(rest, sentence.text) else {
                    return nil
                }
                if alone || !without { needed += 1 }
            }
        }
        return switch figure {
        case .recall: Double(supported) / Double(sentences.count)
        case .precision: citations > 0 ? Double(needed) / Double(citations) : 0
        }
    }

    static func sentences(of output: MeasuredOutput) -> [Sentence] {
        let passages = Dictionary(output.passages.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        return Citations.sentences(of: output.text).map { sentence in
            var numbers: [Int] = []
            for number in Citations.numbers(in: sentence) where !numbers.contains(number) { numbers.append(number) }
            let cited = numbers.compactMap { passages[$0] }
            return Sentence(
                text: Citations.removed(from: sentence).split(whereSeparator: \.isWhitespace).joined(separator: " ")
                    .replacing(" .", with: "."),
                cited: cited.count == numbers.count ? Array(cited.prefix(mostCitations)) : [])
        }
    }

    // MARK: the judge

    /// Returns the sets of passages that must be judged for a sentence that cites these.
    private static func asked(_ cited: [Passage]) -> [[Passage]] {
        guard cited.count > 1 else { return [cited] }
        return [cited] + cited.map { [$0] } + cited.map { passage in cited.filter { $0 != passage } }
    }

    private static let answers = [" Yes", " No"]

    private static func question(_ passages: [Passage], _ sentence: String) -> String {
        """
        Passage:
        \(passages.map(\.whole).joined(separator: "\n"))

        Statement: \(sentence)

        Does the passage say what the statement says? Answer Yes or No.
        Answer:
        """
    }

    private static func isSaid(_ sentence: String, by passages: [Passage], _ found: Findings) -> Bool? {
        let question = question(passages, sentence)
        let bits = answers.map { found.surprisal(of: question + $0)?.bits }
        // The same number for both answers means that the text was too long for the model, and that neither was read.
        guard let yes = bits[0], let no = bits[1], yes != no else { return nil }
        return yes < no
    }
}
