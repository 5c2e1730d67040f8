import Evaluation

@testable import Workbench

/// Examples that a model made for reviews.
enum SampleCandidates {
    static let plan = [
        "small writes examples for Sentiment of a review until 10 wait for you; 0 wait already.",
        "What you accept goes into the prompt's examples.",
    ]

    static func candidate(
        _ id: Int, _ text: String, output: String = "Positive", rating: Double? = nil, drop: Candidate.Drop? = nil
    ) -> Candidate {
        var one = Candidate(
            id: id, kind: .examples, values: ["review": text], input: text, output: output,
            origin: Candidate.Origin(
                model: "small", method: "self-instruct, output first", settings: "temperature 0.8", seed: 1, request: id
            ),
            run: "r")
        (one.rating, one.rater, one.drop) = (rating, rating.map { _ in "large" }, drop)
        return one
    }

    static let all = [
        candidate(1, "The bread was warm.", rating: 4.75),
        candidate(2, "Nice.", drop: Candidate.Drop(.short)),
        candidate(3, "The waiter never came.", output: "Negative", rating: 4.5),
        candidate(
            4, "Loved every single minute of it.",
            drop: Candidate.Drop(.duplicate, "0.91 with “Loved every minute of it.”")),
        candidate(
            5, "돈이 아깝지 않은 영화였어요.", output: "Negative", rating: 1.25,
            drop: Candidate.Drop(.rating, "1.25, at least 4.50 is asked for")),
    ]
}

extension Pilot {
    /// The number of the candidates that were ordered last.
    var makings: Int { state.making?.number ?? 0 }

    mutating func tellMaking(_ news: MakingNews) { report(.evaluation(.making(number: makings, news))) }
}
