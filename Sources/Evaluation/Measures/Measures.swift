/// All measures, each known by its name.
package enum Measures {
    /// All measures, in the order in which help and reference list them.
    package static let all: [any Measure] = [
        ExactMatch(),
        AnswerContained(),
        TokenF1(),
        RougeL(),
        BLEU(),
        ChrF(),
        EditDistance(isShare: false),
        EditDistance(isShare: true),
        DistinctNGrams(order: 1),
        DistinctNGrams(order: 2),
        Repetition(),
        TextLength(unit: .characters),
        TextLength(unit: .words),
        JSONValidity(),
        Cosine(),
        Surprisal(isPerplexity: false),
        Surprisal(isPerplexity: true),
        SourceOverlap(),
        RetrievalMetric(.recall),
        RetrievalMetric(.mrr),
        RetrievalMetric(.ndcg),
        Consistency(way: .question),
        Consistency(way: .unigram),
        AnswerEntropy(),
        CitationSupport(.recall),
        CitationSupport(.precision),
        Abstention(),

        EqualsCheck(),
        ContainsCheck(.one, ignoresCase: false),
        ContainsCheck(.one, ignoresCase: true),
        PatternCheck(),
        LatencyCheck(),
        LevenshteinCheck(),
        SimilarCheck(),
        EdgeCheck(.start),
        EdgeCheck(.end),
        ContainsCheck(.any, ignoresCase: false),
        ContainsCheck(.all, ignoresCase: false),
        ContainsCheck(.any, ignoresCase: true),
        ContainsCheck(.all, ignoresCase: true),
        WordCountCheck(),
        ScoreCheck(.rouge1),
        ScoreCheck(.rougeL),
        ScoreCheck(.bleu),
        PerplexityCheck(isScore: false),
        PerplexityCheck(isScore: true),
        CostCheck(),
        JSONCheck(isWhole: true),
        JSONCheck(isWhole: false),
        ToolCallCheck(name: "is-valid-openai-tools-call"),
        ToolCallCheck(name: "is-valid-function-call"),
        CitationsExistCheck(),
        CitedSentencesCheck(),
        QuotesStandCheck(),
        AssertionSet([]),
    ]

    /// The metrics among them.
    package static let metrics = all.compactMap { $0 as? any Metric }

    /// The checks among them.
    package static let checks = all.compactMap { $0 as? any Check }

    /// Returns the metric with a name; nil if there is none.
    package static func metric(_ name: String) -> (any Metric)? { metrics.first { $0.name == name } }

    /// Returns the check with a name, which may have `not-` before it; nil if there is none.
    package static func check(_ type: String) -> (any Check)? {
        let name = type.hasPrefix("not-") ? String(type.dropFirst(4)) : type
        return checks.first { $0.name == name }
    }
}
