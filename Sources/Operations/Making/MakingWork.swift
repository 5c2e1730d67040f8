import Evaluation
import Foundation
import Lanes
import Library
import Prompting
import Sampling
import Synchronization

/// The making of examples and cases by self-instruct (Wang et al. 2023): a model goes on with lists of inputs, then answers
/// them; or, where the possible outputs are known, it makes inputs for each output.
///
/// It goes in rounds: requests for lists, filters, answers, filters, ratings. In each round later candidates are compared with
/// earlier ones in the order of the requests, so that the same run makes the same candidates however quickly requests end.
package final class MakingWork: CandidateMaking {
    /// Inputs that a round has made, with the seeds that their request showed.
    struct Listed {
        var candidate: Candidate
        /// The output that it was made for; nil if the model answers it.
        var label: String?
    }

    struct State {
        var known = SimilarTexts()
        var evaluated = SimilarTexts()
        var request = 0
    }

    /// The file that keeps all candidates.
    package let file: CandidatesFile
    /// True if inputs are made for outputs.
    package let isOutputFirst: Bool
    let order: MakingOrder
    let task: MakingTask
    let writer: PlannedLane
    let list: ListPrompt
    let seeds: [MakingSeed]
    let inputFilters: InputFilters
    private let rater: Rater?
    let meaning: MeaningFilter?
    /// The texts that are there when the run begins, which new inputs are compared with.
    private let earlier: [String]
    let batch: RequestBatch
    let state: Mutex<State>

    /// The number of rounds without a kept candidate after which making ends.
    private static let mostDryRounds = 5

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - order: What is asked for.
    ///   - task: The prompt.
    ///   - writer: The lane of the model that writes.
    ///   - list: The prompt that it is asked for inputs with.
    ///   - seeds: The inputs that new ones are made after, and which they mustn't repeat.
    ///   - evaluated: The inputs that the prompt is evaluated on, which must not be repeated either.
    ///   - rater: The judge; nil if nothing is rated.
    ///   - meaning: Finds inputs that mean the same; nil if only their words are compared.
    ///   - file: The file of candidates, with those of earlier runs.
    /// - Throws: The reason why such candidates can't be made.
    package init(
        _ order: MakingOrder, task: MakingTask, writer: PlannedLane, list: ListPrompt, seeds: [MakingSeed],
        evaluated: [String], rater: Rater?, meaning: MeaningFilter?, file: CandidatesFile
    ) throws {
        (self.order, self.task, self.writer, self.list, self.seeds) = (order, task, writer, list, seeds)
        (self.rater, self.meaning, self.file) = (rater, meaning, file)
        isOutputFirst = order.isOutputFirst ?? !task.labels.isEmpty
        if isOutputFirst, task.labels.isEmpty {
            throw Failure("The prompt has no list of possible outputs, so inputs can't be made for outputs.")
        }
        inputFilters = InputFilters(
            own: seeds.filter { !$0.isMade }.map { task.content(of: $0.values) }, language: task.text,
            without: order.off)
        batch = RequestBatch(writer.backend, order)
        var state = State()
        var earlier = seeds.map { task.content(of: $0.values) }
        for text in evaluated { state.evaluated.add(text) }
        let ofInputs: Set<CandidateFilter> = [
            .form, .failed, .cut, .short, .long, .things, .program, .punctuation, .script, .conflict, .duplicate,
            .evaluation,
            .meaning,
        ]
        for one in file.candidates where !(one.drop.map { ofInputs.contains($0.filter) } ?? false) {
            earlier.append(task.content(of: one.values))
        }
        for text in earlier { state.known.add(text) }
        self.earlier = earlier + evaluated
        state.request = file.candidates.map(\.origin.request).max().map { $0 + 1 } ?? 0
        self.state = Mutex(state)
        try file.move(threshold: order.threshold(of: rater))
    }

    /// The filters that the run has, switched off or not.
    package var filters: [CandidateFilter] {
        CandidateFilter.allCases.filter { filter in
            switch filter {
            case .wrong, .longer, .variables, .answers: false
            case .conflict: isOutputFirst
            case .unread: !isOutputFirst && task.extractor != nil
            case .meaning: meaning != nil
            case .rating: rater != nil
            default: true
            }
        }
    }
    /// The tokens so far.
    package var usage: Usage { batch.usage }
    /// Filters that are off because they would drop inputs of the user's, with the number of these.
    package var unfit: [CandidateFilter: Int] { inputFilters.unfit }

    /// Ends the run; what was made is kept.
    package func cancel() {
        batch.cancel()
        rater?.cancel()
        meaning?.models.cancel()
    }

    /// Makes candidates until as many wait as were asked for.
    package func run(telling tell: @escaping ProgressTeller) async throws -> MakingEnd {
        defer { tell(nil) }
        try await rater?.rateWaiting(in: file, of: task, off: order.off, least: order.leastRating) {
            tell("Rating: \($0) of \($1)")
        }
        try await meaning?.add(earlier, telling: tell)
        var dry = 0
        while file.waiting.count < order.number {
            if let end = batch.end { return end }
            if dry == Self.mostDryRounds { return .dry(rounds: dry) }
            let before = file.waiting.count
            if let failure = try await round(telling: tell) { return .failed(failure) }
            dry = file.waiting.count > before ? 0 : dry + 1
        }
        return .enough
    }

    /// Makes one round. Returns the reason if all requests failed.
    private func round(telling tell: @escaping ProgressTeller) async throws -> String? {
        let missing = order.number - file.waiting.count
        // Half of what is listed falls, as a rule; more requests than run at once would only come too late.
        let count = min(max(1, (missing * 2 + ListPrompt.perRequest - 1) / ListPrompt.perRequest), order.parallel)
        let requests = try nextRequests(count)
        let told: @Sendable (String) -> Void = { [file] what in
            let all = file.candidates
            let kept = all.count { $0.drop == nil }
            tell("\(what) · \(kept) kept, \(all.count - kept) dropped")
        }
        let results = await batch.results(of: requests.map(\.request)) {
            told("Writing inputs: \($0) of \(requests.count) lists")
        }
        if let reason = results.compactMap({ $0?.error }).first, results.allSatisfy({ $0?.error != nil }) {
            return "\(reason)"
        }
        var lists: [[Listed]] = []
        for (asked, result) in zip(requests, results) {
            if let result, result.error == nil { lists.append(try items(of: result, asked)) }
        }
        // The first of each list, then the second: lists are for different outputs, which shall come in turn.
        let longest = lists.map(\.count).max() ?? 0
        var listed = (0..<longest).flatMap { place in lists.compactMap { $0.indices.contains(place) ? $0[place] : nil }
        }
        try dropConflicts(&listed)
        for index in listed.indices where listed[index].candidate.drop == nil {
            listed[index].candidate.drop = duplicate(listed[index].candidate)
        }
        try await dropSameMeanings(&listed, telling: tell)
        let answered = try await answered(listed) { told("Answering inputs: \($0) of \($1)") }
        try await keep(answered) { told("Rating: \($0) of \($1)") }
        return nil
    }

    private func keep(_ candidates: [Candidate], each: (Int, Int) -> Void) async throws {
        var candidates = candidates
        var number = file.nextID
        for index in candidates.indices {
            candidates[index].id = number
            number += 1
        }
        try await rater?.rate(&candidates, of: task, off: order.off, least: order.leastRating, each: each)
        for candidate in candidates { try file.put(candidate) }
    }
}
