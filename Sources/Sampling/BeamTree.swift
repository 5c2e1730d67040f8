/// All that a beam search looked at in one step of a technique: every candidate, kept or not.
package struct BeamTree: Sendable, Hashable, Codable {
    /// The number of a candidate among all of the tree, from 0.
    package typealias ID = Int

    /// What became of a candidate when it was looked at.
    package enum Fate: String, Sendable, Hashable, Codable {
        /// A beam went on with it.
        case kept
        /// It ended a continuation that counts.
        case ended
        /// It was behind the others.
        case dropped
    }

    /// A token behind a beam, with its log-probabilities.
    package struct Candidate: Sendable, Hashable {
        /// The candidate before it on its path; nil at the first step.
        package var parent: ID?
        /// The token.
        package var token: Int32
        /// The token's text; empty for one that ends an output.
        package var text: String
        /// The natural logarithm of the token's probability, at temperature 1 and before all stages.
        package var logProbability: Double
        /// The sum of the log-probabilities on the path to it, its own included.
        package var total: Double
        /// What became of it.
        package var fate: Fate

        /// Creates a candidate.
        package init(
            parent: ID?, token: Int32, text: String, logProbability: Double, total: Double, fate: Fate
        ) {
            self.parent = parent
            self.token = token
            self.text = text
            self.logProbability = logProbability
            self.total = total
            self.fate = fate
        }
    }

    /// All candidates, step by step, the likeliest of a step first.
    package private(set) var candidates: [Candidate] = []
    /// The number of candidates in each step.
    package private(set) var sizes: [Int] = []
    /// The ends of the continuations that count, the best first; empty while the search runs.
    package var results: [ID] = []
    /// The scores of these: total divided by length to the power of the length penalty.
    package var scores: [Double] = []

    /// Creates a tree without candidates.
    package init() {}

    /// The number of steps.
    package var stepCount: Int { sizes.count }

    /// Adds the candidates of a step.
    package mutating func append(_ step: [Candidate]) {
        candidates += step
        sizes.append(step.count)
    }

    /// Returns the candidates of a step.
    package func step(_ index: Int) -> Range<ID> {
        let start = sizes[..<index].reduce(0, +)
        return start..<start + sizes[index]
    }

    /// Returns the step of a candidate.
    package func step(of id: ID) -> Int {
        var end = 0
        for (index, size) in sizes.enumerated() {
            end += size
            if id < end { return index }
        }
        return max(0, sizes.count - 1)
    }

    /// Returns the candidates from the first step to this one.
    package func path(to id: ID) -> [ID] {
        var path: [ID] = []
        var next: ID? = id
        while let id = next, candidates.indices.contains(id) {
            path.append(id)
            // A parent comes before its children; a file that says otherwise would have no end.
            next = candidates[id].parent.flatMap { $0 < id ? $0 : nil }
        }
        return path.reversed()
    }

    /// Returns the text of the path to a candidate.
    package func text(to id: ID) -> String { path(to: id).map { candidates[$0].text }.joined() }

    /// The candidates on the way to the best result; while the search runs, to the leading beam.
    package var winningPath: Set<ID> { Set((bestResult ?? leader).map { path(to: $0) } ?? []) }

    /// The result with the best score, the first one of equals; nil if there are none. Results of samples stand in the order
    /// in which they were drawn.
    package var bestResult: ID? {
        let scored = zip(results, scores)
        guard let most = scored.map(\.1).max() else { return results.first }
        return scored.first { $0.1 == most }?.0
    }

    /// The likeliest candidate of the last step that a beam went on with or that ended one; nil before the first step.
    package var leader: ID? {
        guard let last = sizes.indices.last else { return nil }
        return step(last).first { candidates[$0].fate != .dropped }
    }

    /// The step at which each candidate's branch fell: the first in which no beam that came from it was kept. Nil for
    /// candidates that lead to a result; while the search runs, to a running beam or to an end, which may become one.
    package var falls: [Int?] {
        var falls: [Int?] = Array(repeating: nil, count: candidates.count)
        var leads = Array(repeating: false, count: candidates.count)
        for id in results { leads[id] = true }
        if results.isEmpty, let last = sizes.indices.last {
            for id in candidates.indices where candidates[id].fate == .ended { leads[id] = true }
            for id in step(last) where candidates[id].fate == .kept { leads[id] = true }
        }
        var latest = Array(repeating: 0, count: candidates.count)
        for index in sizes.indices {
            for id in step(index) { latest[id] = candidates[id].fate == .kept ? index + 1 : index }
        }
        for id in candidates.indices.reversed() {
            guard let parent = candidates[id].parent, parent < id else { continue }
            if leads[id] { leads[parent] = true }
            if candidates[id].fate != .dropped { latest[parent] = max(latest[parent], latest[id]) }
        }
        for id in candidates.indices where !leads[id] { falls[id] = latest[id] }
        return falls
    }
}
