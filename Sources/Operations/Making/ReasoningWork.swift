import Evaluation
import Foundation
import Lanes
import Library
import Prompting
import Sampling
import Synchronization

/// The making of reasoning for examples of chain of thought: the model is asked by zero-shot chain of thought, and what leads
/// to the known answer is kept, the shortest first (Zelikman et al. 2022; Zhang et al. 2023).
///
/// A right answer may come of wrong reasoning: a person reads it.
package final class ReasoningWork: CandidateMaking {
    /// The file that keeps all candidates.
    package let file: CandidatesFile
    private let order: MakingOrder
    private let task: MakingTask
    private let writer: PlannedLane
    private let groups: [[ReasoningTarget]]
    private let extractor: AnswerExtractor
    private let rater: Rater?
    private let batch: RequestBatch
    /// The temperature of tries that would otherwise all be the same.
    private static let usualTemperature = 0.7

    /// Prepares a run. `writer` is a lane with zero-shot chain of thought. Of each group, reasoning is kept for one target: the
    /// first for which any is.
    ///
    /// - Throws: `AnswerTypeError` if the form of answers can't be read.
    package init(
        _ order: MakingOrder, task: MakingTask, writer: PlannedLane, groups: [[ReasoningTarget]], rater: Rater?,
        file: CandidatesFile
    ) throws {
        (self.order, self.task, self.writer, self.groups) = (order, task, writer, groups)
        (self.rater, self.file) = (rater, file)
        extractor =
            try task.extractor
            ?? AnswerExtractor(
                AnswerType(guessedFrom: groups.joined().map(\.answer)),
                answerSentence: task.prompt.wording.answerSentence)
        batch = RequestBatch(writer.backend, order)
        try file.move(threshold: order.threshold(of: rater))
    }

    /// The filters that the run has, switched off or not.
    package var filters: [CandidateFilter] {
        [.form, .failed, .empty, .cut, .unread, .wrong, .longer] + (rater == nil ? [] : [.rating])
    }
    /// The tokens so far.
    package var usage: Usage { batch.usage }
    /// No filter looks at inputs, so none is off by itself.
    package var unfit: [CandidateFilter: Int] { [:] }

    /// Ends the run; what was made is kept.
    package func cancel() {
        batch.cancel()
        rater?.cancel()
    }

    /// Makes reasoning until as many candidates wait as were asked for.
    package func run(telling tell: @escaping ProgressTeller) async throws -> MakingEnd {
        defer { tell(nil) }
        try await rater?.rateWaiting(in: file, of: task, off: order.off, least: order.leastRating) {
            tell("Rating: \($0) of \($1)")
        }
        let done = Set(file.candidates.filter { $0.drop == nil || $0.decision != nil }.map(\.input))
        // A group of which reasoning was kept is done, also if a person has rejected it.
        var open = groups.filter { group in !group.contains { done.contains(input(of: $0)) } }.map { $0[...] }
        while file.waiting.count < order.number {
            if let end = batch.end { return end }
            open.removeAll { $0.isEmpty }
            guard !open.isEmpty else { return .noneLeft }
            let count = min(open.count, order.parallel, order.number - file.waiting.count)
            let portion = open.prefix(count).compactMap(\.first)
            let (isAsked, failure) = try await make(portion, telling: tell)
            if let failure { return .failed(failure) }
            let kept = Set(file.waiting.map(\.input))
            let tried = zip(open.prefix(count), isAsked).compactMap { group, isAsked -> ArraySlice<ReasoningTarget>? in
                guard isAsked else { return group }
                return group.first.flatMap { kept.contains(input(of: $0)) ? nil : group.dropFirst() }
            }
            // Groups whose turn it was come again after the others.
            open = Array(open.dropFirst(count)) + tried
        }
        return .enough
    }

    private func input(of target: ReasoningTarget) -> String {
        Template.filled(target.input, with: task.prompt.variables.merging(target.values) { $1 })
    }

    /// Makes reasoning for targets. Returns which of them were asked about, and the reason if all requests failed.
    private func make(
        _ targets: [ReasoningTarget], telling tell: @escaping ProgressTeller
    ) async throws -> (isAsked: [Bool], failure: String?) {
        let first = file.candidates.map(\.origin.request).max().map { $0 + 1 } ?? 0
        let requests = try targets.enumerated().map { try request($1, number: first + $0) }
        let results = await batch.results(of: requests) {
            tell("Reasoning: \($0) of \(targets.count) questions · \(file.waiting.count) kept")
        }
        if let reason = results.compactMap({ $0?.error }).first, results.allSatisfy({ $0?.error != nil }) {
            return (results.map { $0 != nil }, "\(reason)")
        }
        for (index, target) in targets.enumerated() {
            guard let result = results[index] else { continue }
            var tries = tries(of: result, requests[index], target, number: first + index)
            try await rater?.rate(&tries, of: task, off: order.off, least: order.leastRating) {
                tell("Rating: \($0) of \($1)")
            }
            dropLonger(&tries)
            for var one in tries {
                one.id = file.nextID
                try file.put(one)
            }
        }
        return (results.map { $0 != nil }, nil)
    }

    private func request(_ target: ReasoningTarget, number: Int) throws -> LaneRequest {
        var prompt = task.prompt
        prompt.input = target.input
        var request = try writer.request(prompt, variables: target.values, images: ImageFolders())
        request.samples = order.tries
        if order.tries > 1, request.settings.temperature == 0 { request.settings.temperature = Self.usualTemperature }
        request.settings.seed = order.seed
        request.caseKey = UInt64(truncatingIfNeeded: number) &+ 1
        return request
    }

    private func tries(
        of result: LaneResult, _ request: LaneRequest, _ target: ReasoningTarget, number: Int
    ) -> [Candidate] {
        let origin = Candidate.Origin(
            model: writer.backend.name, method: "reasoning by zero-shot-cot",
            settings: "temperature \(request.settings.temperature)", seed: order.seed, request: number)
        let extractor = extractor
        return result.samples.map { sample in
            var candidate = Candidate(
                id: 0, kind: .reasoning, values: target.values, input: input(of: target), output: target.answer,
                reasoning: Rationale.text(
                    in: sample.stages.first?.text ?? "", answerSentence: task.prompt.wording.answerSentence),
                origin: origin, run: file.run)
            let search = extractor.search(of: sample, request.prompt)
            if let error = result.error {
                candidate.drop = Candidate.Drop(.failed, "\(error)")
            } else if candidate.reasoning == nil {
                candidate.drop = Candidate.Drop(.empty)
            } else if !Template(candidate.reasoning ?? "").variables.isEmpty {
                candidate.drop = Candidate.Drop(.form)
            } else if !order.off.contains(.cut), [.length, .context].contains(sample.stages.first?.finish) {
                candidate.drop = Candidate.Drop(.cut)
            } else if let answer = search.answer {
                let isRight = extractor.isCorrect(answer, expected: [target.answer])
                if !isRight, !order.off.contains(.wrong) {
                    candidate.drop = Candidate.Drop(.wrong, "\(answer) instead of \(target.answer)")
                }
            } else if !order.off.contains(.unread) {
                candidate.drop = Candidate.Drop(.unread, search.reason.map { "\($0)" })
            }
            return candidate
        }
    }

    /// Drops all but the shortest of the tries that no filter has dropped.
    private func dropLonger(_ tries: inout [Candidate]) {
        guard !order.off.contains(.longer) else { return }
        let right = tries.indices.filter { tries[$0].drop == nil }
        guard let shortest = right.min(by: { (tries[$0].reasoning ?? "").count < (tries[$1].reasoning ?? "").count })
        else { return }
        for index in right where index != shortest { tries[index].drop = Candidate.Drop(.longer) }
    }
}
