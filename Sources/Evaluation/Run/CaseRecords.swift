import Foundation
import Lanes
import Synchronization

/// What an evaluation notes of its cases while they run: when each began, and how sure the model was of its tokens.
final class CaseRecords: Sendable {
    /// The record of a case that has ended.
    struct Record {
        /// The seconds from the case's turn to its end.
        var seconds = 0.0
        fileprivate var samples: [Int: Likelihood] = [:]

        /// Returns the perplexity of the last step's text; nil if the probability of a token isn't known.
        func perplexity(ofSample sample: Int) -> Double? { samples[sample]?.perplexity }
    }

    /// The probabilities of the tokens of a step.
    fileprivate struct Likelihood {
        var stage: Int
        var sum = 0.0
        var count = 0
        var isKnown = true

        mutating func add(_ tokens: [DrawnToken]) {
            for token in tokens {
                count += 1
                guard let probability = token.probability, probability > 0 else {
                    isKnown = false
                    continue
                }
                sum += log(Double(probability))
            }
        }

        var perplexity: Double? { isKnown && count > 0 ? exp(-sum / Double(count)) : nil }
    }

    private struct Running {
        var begun = ContinuousClock.now
        var samples: [Int: Likelihood] = [:]
    }

    private let running = Mutex<[Int: Running]>([:])

    /// Notes the begin of a request, unless it has begun.
    func begin(_ lane: Int) {
        running.withLock { if $0[lane] == nil { $0[lane] = Running() } }
    }

    /// Adds the tokens of a step. Those of the steps before it no longer count.
    func add(_ tokens: [DrawnToken], lane: Int, sample: Int, stage: Int) {
        running.withLock { running in
            let before = running[lane]?.samples[sample]
            var likelihood = before?.stage == stage ? before : nil
            likelihood = likelihood ?? Likelihood(stage: stage)
            likelihood?.add(tokens)
            running[lane, default: Running()].samples[sample] = likelihood
        }
    }

    /// Returns the record of a request that has ended, and forgets it.
    func end(_ lane: Int) -> Record {
        running.withLock { running in
            guard let ended = running.removeValue(forKey: lane) else { return Record() }
            return Record(seconds: (ContinuousClock.now - ended.begun) / .seconds(1), samples: ended.samples)
        }
    }
}
