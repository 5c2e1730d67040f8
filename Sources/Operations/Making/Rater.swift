import Evaluation
import Foundation
import Lanes
import Library
import Synchronization

/// A judge that rates candidates from 0 to 5, as AlpaGasus does (Chen et al. 2024). A model on this machine writes nothing: the
/// rating is the mean of the numbers, weighted by the probability that it gives each.
package final class Rater: Sendable {
    /// What is rated.
    package enum Dimension: String, Sendable, CaseIterable {
        /// Whether an answer is right.
        case accuracy
        /// Whether an answer is of use.
        case helpfulness
    }

    /// The threshold of AlpaGasus.
    package static let usualThreshold = 4.5

    /// The judge.
    package let judge: Judge
    /// True if the judge is the model that writes, which rates its own too well.
    package let isWriter: Bool
    /// What is rated.
    package let dimension: Dimension
    private let mode: RunMode
    private let cost: CostMeter
    private let spent = Mutex(Usage())
    private let isCancelled = Mutex(false)

    /// Creates a rater.
    ///
    /// - Throws: `Failure` if the prompt file lacks a variable.
    package init(
        _ backend: Backend, _ file: PromptFile, _ dimension: Dimension, writer: Backend, _ order: MakingOrder
    ) throws {
        judge = Judge(
            backend,
            prompt: try JudgePrompt(
                file, form: .rating, explains: false, variables: ["dimension": dimension.rawValue]))
        isWriter = backend.key == writer.key
        (self.dimension, mode, cost) = (dimension, order.mode, order.cost)
    }

    /// The tokens so far, if a server rates.
    package var usage: Usage { spent.withLock { $0 } }

    /// Ends rating.
    package func cancel() { isCancelled.withLock { $0 = true } }

    /// Rates the candidates that no filter has dropped, and drops those below the threshold. One that the judge gives no rating is
    /// kept without one.
    func rate(
        _ candidates: inout [Candidate], of task: MakingTask, off: Set<CandidateFilter>, least: Double,
        each: (Int, Int) -> Void
    ) async throws {
        let open = candidates.indices.filter { candidates[$0].drop == nil }
        let ratings = try await ratings(open.map { candidates[$0] }, of: task) { each($0, open.count) }
        for (index, rating) in zip(open, ratings) {
            guard let rating else { continue }
            (candidates[index].rating, candidates[index].rater) = (rating, judge.backend.name)
            if rating < least, !off.contains(.rating) { candidates[index].drop = Self.drop(rating, least: least) }
        }
    }

    /// Rates the candidates of a file that wait without a rating: those of a run that was interrupted, or that had no judge.
    func rateWaiting(
        in file: CandidatesFile, of task: MakingTask, off: Set<CandidateFilter>, least: Double,
        each: (Int, Int) -> Void
    ) async throws {
        let waiting = file.waiting.filter { $0.rating == nil }
        var rated = waiting
        try await rate(&rated, of: task, off: off, least: least, each: each)
        // What a person decided or changed meanwhile stays as it is.
        let present = Set(file.waiting)
        for (before, one) in zip(waiting, rated) where one.rating != nil && present.contains(before) {
            try file.put(one)
        }
    }

    /// Returns the reason for which a candidate with this rating is dropped.
    static func drop(_ rating: Double, least: Double) -> Candidate.Drop {
        Candidate.Drop(.rating, String(format: "%.2f, at least %.2f is asked for", rating, least))
    }

    /// Returns the ratings of candidates, in their order; nil for one that the judge gave none. `each` is called whenever one
    /// is known.
    func ratings(_ candidates: [Candidate], of task: MakingTask, each: (Int) -> Void) async throws -> [Double?] {
        var ratings = [Double?](repeating: nil, count: candidates.count)
        let requests = try candidates.map { one in
            let question = [task.text, one.input].filter { !$0.isEmpty }.joined(separator: "\n\n")
            let answer = [one.reasoning, one.output].compactMap(\.self).joined(separator: "\n")
            return try judge.prompt.request(question: question, answer: answer, of: judge.backend)
        }
        var (done, start) = (0, 0)
        while start < requests.count, !isCancelled.withLock({ $0 }) {
            let rest = Array(requests[start...])
            let part = Array(rest.prefix(cost.affordable(rest, price: judge.backend.price)))
            // What can't be paid any more waits without a rating.
            guard !part.isEmpty else { break }
            try await judge.read(part, mode: mode, spending: { spend($1, on: part[$0]) }) { index, result in
                done += 1
                each(done)
                if case .success(let reading) = result {
                    ratings[start + index] = reading.number
                }
                return !isCancelled.withLock { $0 }
            }
            start += part.count
        }
        return ratings
    }

    private func spend(_ result: LaneResult, on request: LaneRequest) {
        cost.add(result, of: request, price: judge.backend.price)
        spent.withLock { $0.add(result.usage) }
    }
}
