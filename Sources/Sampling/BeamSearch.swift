/// Beam search: the arithmetic, without a model.
///
/// In each step every running beam offers its likeliest tokens. Of all these the best 2B are looked at, where B is the
/// number of beams. One that ends its continuation counts only if it is among the first B; the first B that don't end
/// are the next beams. The search is done when B continuations have ended, as in fairseq. A continuation's score is the sum of its log-probabilities, divided by its length to the power of
/// the length penalty; a token that ends it counts in the length.
package struct BeamSearch: Sendable {
    /// A token that a beam may go on with.
    package struct Offer: Sendable, Hashable {
        /// The token.
        package var token: Int32
        /// The natural logarithm of its probability.
        package var logProbability: Double
        /// Its probability.
        package var probability: Float { Float(exponential(logProbability)) }

        /// Creates an offer.
        package init(token: Int32, logProbability: Double) {
            self.token = token
            self.logProbability = logProbability
        }
    }

    /// A continuation that runs.
    package struct Beam: Sendable, Hashable {
        /// Its last candidate; nil before the first step.
        package var id: BeamTree.ID?
        /// The sum of its log-probabilities.
        package var total: Double
    }

    /// A continuation that has ended.
    package struct Ended: Sendable, Hashable {
        /// Its last candidate.
        package var id: BeamTree.ID
        /// Its score.
        package var score: Double
    }

    /// The number of beams, at least 1.
    package let width: Int
    /// The power of the length by which a total is divided; 0 leaves totals as they are.
    package let lengthPenalty: Double
    /// All candidates so far.
    package private(set) var tree = BeamTree()
    /// The beams that run, the likeliest first: one at the beginning.
    package private(set) var running: [Beam] = [Beam(id: nil, total: 0)]
    /// The best continuations that have ended, at most as many as there are beams, the best first.
    package private(set) var ended: [Ended] = []

    /// Creates a search that is about to take its first step.
    package init(width: Int, lengthPenalty: Double) {
        self.width = max(1, width)
        self.lengthPenalty = lengthPenalty
    }

    /// The number of candidates that are looked at in a step. More offers of one beam than that are of no use.
    package var reach: Int { 2 * width }

    /// True if no beam runs, or as many continuations have ended as there are beams.
    package var isDone: Bool { running.isEmpty || ended.count == width }

    /// Takes a step. `offers` has those of each running beam. `ends` tells whether an offer ends a beam's continuation;
    /// it is asked only about candidates that are still needed, the likeliest first, with their place in the step.
    package mutating func step(
        _ offers: [[Offer]], text: (Int32) -> String, ends: (_ beam: Int, _ offer: Offer, _ place: Int) -> Bool
    ) {
        let ranked = zip(running.indices, offers).flatMap { beam, offers in
            offers.filter { $0.logProbability > -.infinity }.map {
                (beam: beam, offer: $0, total: running[beam].total + $0.logProbability)
            }
        }.sorted { ($1.total, $0.beam, $0.offer.token) < ($0.total, $1.beam, $1.offer.token) }
        var next: [Beam] = []
        var found: [Ended] = []
        var candidates: [BeamTree.Candidate] = []
        let (start, length) = (tree.candidates.count, tree.stepCount + 1)
        for (place, (beam, offer, total)) in ranked.prefix(reach).enumerated() {
            var fate = BeamTree.Fate.dropped
            if next.count < width {
                if !ends(beam, offer, place) {
                    fate = .kept
                    next.append(Beam(id: start + place, total: total))
                } else if place < width {
                    fate = .ended
                    found.append(Ended(id: start + place, score: score(total, length: length)))
                }
            }
            candidates.append(
                BeamTree.Candidate(
                    parent: running[beam].id, token: offer.token, text: text(offer.token),
                    logProbability: offer.logProbability, total: total, fate: fate))
        }
        tree.append(candidates)
        running = next
        add(found)
    }

    /// Ends the running beams as they are, at a limit. Afterwards the tree has the results.
    package mutating func conclude() {
        add(
            running.compactMap { beam in beam.id.map { Ended(id: $0, score: score(beam.total, length: tree.stepCount)) }
            })
        running = []
        tree.results = ended.map(\.id)
        tree.scores = ended.map(\.score)
    }

    /// Ends the search because it is done: beams that still run are given up.
    package mutating func finish() {
        running = []
        conclude()
    }

    /// Returns the score of a continuation.
    package func score(_ total: Double, length: Int) -> Double {
        lengthPenalty == 0 ? total : total / power(Double(max(1, length)), lengthPenalty)
    }

    private mutating func add(_ more: [Ended]) {
        // Of equal scores the earlier end comes first.
        ended = Array((ended + more).sorted { ($1.score, $0.id) < ($0.score, $1.id) }.prefix(width))
    }
}
