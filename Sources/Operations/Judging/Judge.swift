import Evaluation
import Foundation
import Lanes
import Prompting

/// A model that judges outputs.
package struct Judge: Sendable {
    /// What a judge said.
    package struct Reading: Sendable, Hashable {
        /// The probabilities of the verdict's words; nil if a text was read instead.
        package var shares: VerdictShares?
        /// The word that was read; nil if none was.
        package var word: String?
        /// The whole reply, if the judge was asked for a reason.
        package var reason: String?

        /// The number that was said, of probabilities their mean; nil if none could be read.
        var number: Double? { shares.map(\.mean) ?? word.flatMap(Double.init) }
    }

    /// The engine.
    package let backend: Backend
    /// The prompt that it is asked with.
    package let prompt: JudgePrompt
    /// How many requests of a server are under way at once; the server has its own limit.
    private static let portion = 32

    /// Creates a judge.
    package init(_ backend: Backend, prompt: JudgePrompt) {
        (self.backend, self.prompt) = (backend, prompt)
    }

    /// Who gives the verdicts.
    package var voter: Voter { Voter(kind: .model, name: backend.name, instrument: prompt.instrument) }

    /// True if verdicts are read from the probabilities of the next token, so that nothing is generated.
    package var readsProbabilities: Bool { backend.model != nil && !prompt.explains }

    /// Asks all requests. `take` gets the index of each with what was said, or the reason why nothing was, as soon as that is
    /// known, and returns false to end. `spend` gets the index of each that was generated for, with its usage.
    package func read(
        _ requests: [LaneRequest], mode: RunMode, spending spend: (Int, LaneResult) -> Void = { _, _ in },
        take: (Int, Result<Reading, EngineError>) throws -> Bool
    ) async throws {
        if readsProbabilities {
            for (index, request) in requests.enumerated() {
                let result: Result<Reading, EngineError>
                do throws(EngineError) {
                    result = .success(try await reading(of: request.prompt, mode: mode))
                } catch {
                    result = .failure(error)
                }
                guard try take(index, result) else { return }
            }
            return
        }
        for start in stride(from: 0, to: requests.count, by: Self.portion) {
            let part = Array(requests[start..<min(start + Self.portion, requests.count)])
            let run = backend.engine.start(RunRequest(lanes: part, mode: mode, keepsRows: false))
            var isWanted = true
            for await event in run.events {
                guard case .laneFinished(let index, let lane) = event else { continue }
                spend(start + index, lane)
                // A request that was given up has no result.
                guard isWanted, !lane.samples.contains(where: { $0.stages.last?.finish == .cancelled })
                else { continue }
                let result: Result<Reading, EngineError> =
                    lane.error.map { .failure($0) } ?? .success(reading(of: lane.samples.first?.text ?? ""))
                do {
                    isWanted = try take(start + index, result)
                } catch {
                    run.cancel()
                    throw error
                }
                if !isWanted { run.cancel() }
            }
            guard isWanted else { return }
        }
    }

    /// Reads the verdict from the probabilities of its words, written with a blank before them or without.
    private func reading(of prompt: CompiledPrompt, mode: RunMode) async throws(EngineError) -> Reading {
        let words = self.prompt.form.words
        let found = try await backend.engine.likelihoods(LikelihoodRequest(behind: prompt, words, mode: mode))
        let shares = VerdictShares(words: words, probabilities: found.map { exp($0.logProbability) })
        let best = shares.shares.flatMap { values in values.indices.max { values[$0] < values[$1] } }
        return Reading(shares: shares, word: best.map { words[$0] })
    }

    private func reading(of text: String) -> Reading {
        Reading(
            word: VerdictText.word(in: text, of: prompt.form.words), reason: prompt.explains ? text : nil)
    }
}
