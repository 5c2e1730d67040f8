import Evaluation
import Foundation
import Lanes
import Library
import Models
import Prompting
import Sampling

/// A run that makes candidates, put together: models, prompts, seeds and files.
package struct MakingPlan: Sendable {
    /// What is asked for besides the order.
    package struct Request: Sendable {
        /// The word for the model that writes; nil for the prompt's or the default one.
        package var writer: String?
        /// A data file with more seeds, or with questions for reasoning; nil for the prompt's own.
        package var data: (path: String, options: DataOptions)?
        /// A data file whose inputs mustn't be repeated; nil for the prompt's own test data.
        package var against: String?
        /// The path of the file of candidates; nil for the usual one.
        package var out: String?
        /// Where accepted candidates go.
        package var place: Acceptance.Place
        /// What a judge rates; nil if nothing is rated.
        package var rating: Rater.Dimension?
        /// The word for the judge; nil for the largest other model.
        package var judge: String?

        /// The word for the model that embeds; nil for none, or for the one that writes where questions are to be diverse.
        package var embedder: String?
        /// The cosine above which two inputs mean the same.
        package var cosine = MeaningFilter.usualThreshold
        /// True if reasoning is made for questions that differ in meaning.
        package var isDiverse = false

        /// Creates a request for candidates that go to a place.
        package init(place: Acceptance.Place) { self.place = place }
    }

    /// The prompt's name.
    package let promptName: String
    /// The prompt as a task.
    package let task: MakingTask
    /// The model that writes.
    package let writer: Backend
    /// The judge; nil if nothing is rated.
    package let rater: Rater?
    /// The run.
    package let work: any CandidateMaking
    /// Where accepted candidates go.
    package let acceptance: Acceptance
    /// Sentences about assumptions.
    package let notices: [String]

    /// The tokens so far of the model that writes, with what the judge has cost too.
    package var usage: Usage {
        var usage = work.usage
        guard let more = rater?.usage, let cost = more.cost else { return usage }
        usage.cost = (usage.cost ?? 0) + cost
        if more.isCostPartial == true { usage.isCostPartial = true }
        return usage
    }

    /// Loads the models and reads the files.
    ///
    /// - Throws: The reason why that can't be.
    package init(
        _ order: MakingOrder, _ request: Request, of file: PromptFile, name: String, models: LocalModels,
        library: PromptLibrary = .standard
    ) async throws {
        let task = try MakingTask(file.prompt)
        self.task = task
        promptName = file.prompt.name.isEmpty ? name : file.prompt.name
        acceptance = try Acceptance(request.place, of: file, task, library: library)
        let list = try ListPrompt(try library.open("making/inputs"))
        let asking = try PhrasingPrompt(try library.open("making/phrasing"))
        let data = try request.data.map { try Self.data($0.path, $0.options, task) }
        let targets = try order.kind == .reasoning ? Self.targets(data, task) : []
        let judgeFile = try request.rating.map { _ in try library.open("judges/rating") }
        let planned = try await PlannedLane.all(
            of: task.prompt,
            replacedBy: [
                Lane(
                    name: "making", technique: Self.technique(order.kind, task.prompt), model: request.writer)
            ], technique: nil, layout: nil, commandLine: SettingsPatch(), models: models)
        guard let lane = planned.first else { throw Failure("There is no model to write with.") }
        writer = lane.backend
        if case .missing(let engine) = lane.backend { throw engine.error }
        if let rating = request.rating, let judgeFile {
            let backend = try await models.judge(
                request.judge, besides: [lane.backend].compactMap(\.model?.description.path))
            rater = try Rater(backend, judgeFile, rating, writer: lane.backend, order)
        } else {
            rater = nil
        }
        try ([lane.backend] + [rater?.judge.backend].compactMap(\.self)).check(limit: order.cost.most)
        let run = Self.run(
            order, task, lane, instrument: order.kind == .phrasings ? asking.instrument : list.instrument)
        let candidates = try CandidatesFile(
            path: request.out ?? Locations.current.outputs(in: "making", of: promptName, order.kind.rawValue, run),
            run: run)
        var notices: [String] = []
        let texts = TextModels(
            request.embedder.map { [.embedding: $0] } ?? [:], lanes: models.loaded, threads: nil)
        if order.kind == .phrasings {
            work = PhrasingWork(
                order, task: task, prompt: file.prompt, writer: lane, asking: asking, formats: order.formats,
                file: candidates)
            notices += PhrasingWork.notices(order, file.prompt)
        } else if order.kind == .reasoning {
            var groups = targets.map { [$0] }
            if request.isDiverse {
                groups = try await ReasoningTarget.diverse(targets, order, texts)
                notices += texts.used.map(\.sentence)
            }
            work = try ReasoningWork(
                order, task: task, writer: lane, groups: groups, rater: rater, file: candidates)
        } else {
            let evaluated = try Self.evaluated(order, request, task)
            var seeds = Self.seeds(order.kind, task) + (data.map { task.seeds(of: $0) } ?? [])
            if case .file(let path) = request.place, FileManager.default.fileExists(atPath: path) {
                seeds += task.seeds(of: try Self.data(path, DataOptions(), task))
            }
            if seeds.isEmpty {
                notices.append("There are no inputs to make others after, so the model has only the task.")
            }
            work = try MakingWork(
                order, task: task, writer: lane, list: list, seeds: seeds, evaluated: evaluated, rater: rater,
                meaning: request.embedder.map { _ in MeaningFilter(texts, threshold: request.cosine) },
                file: candidates)
        }
        self.notices = notices
    }

    /// Returns the technique with which the model answers: the prompt's own, as far as its examples suffice for it.
    private static func technique(_ kind: Candidate.Kind, _ prompt: Prompt) -> Technique {
        if kind == .reasoning { return .zeroShotChainOfThought }
        let own = prompt.defaultTechnique
        let examples = prompt.examples.filter(\.isOn)
        if own.traits.sendsExamples, examples.isEmpty { return .zeroShot }
        let lacks = examples.contains { ($0.reasoning ?? "").isEmpty }
        return own.traits.sendsReasoning && lacks ? .fewShot : own
    }

    private static func data(_ path: String, _ options: DataOptions, _ task: MakingTask) throws -> DataSet {
        try DataSet(file: DataSet.shippedFile(path) ?? path, for: task.prompt, options: options)
    }

    /// Returns the inputs that new ones are made after: for examples the prompt's own, for cases those of its test data too.
    private static func seeds(_ kind: Candidate.Kind, _ task: MakingTask) -> [MakingSeed] {
        if kind == .cases { return task.exampleSeeds + task.testSeeds }
        return task.exampleSeeds.isEmpty ? task.testSeeds : task.exampleSeeds
    }

    /// Returns the inputs that the prompt is evaluated on. Examples mustn't repeat the test data, whatever is named.
    private static func evaluated(_ order: MakingOrder, _ request: Request, _ task: MakingTask) throws -> [String] {
        var seeds = order.kind == .examples ? task.testSeeds : []
        if let path = request.against { seeds += task.seeds(of: try data(path, DataOptions(), task)) }
        return seeds.map { task.content(of: $0.values) }
    }

    private static func targets(_ data: DataSet?, _ task: MakingTask) throws -> [ReasoningTarget] {
        let targets = data.map { ReasoningTarget.cases(of: $0, task) } ?? ReasoningTarget.examples(of: task.prompt)
        guard targets.isEmpty else { return targets }
        throw Failure(
            data == nil
                ? "All examples of the prompt have reasoning. Name data with right answers to make more."
                : "The data has no right answers that reasoning could lead to.")
    }

    /// Returns a hash of what is asked for, whatever the prompt's examples are by now.
    private static func run(
        _ order: MakingOrder, _ task: MakingTask, _ lane: PlannedLane, instrument: String
    ) -> String {
        var hash = StableHash()
        for text in [order.kind.rawValue, task.text, task.prompt.input, instrument, lane.backend.name]
            + task.labels
        {
            hash.add(text)
        }
        return String(hash.value, radix: 16)
    }
}

extension LocalModels {
    /// Returns the model that judges: the one that a word names, else the largest chat model here that isn't among `paths`, else
    /// the first of those.
    package func judge(_ word: String?, besides paths: [String]) async throws -> Backend {
        if let word, let remote = Backends.standard.remote(word) { return .remote(remote) }
        var chosen = word
        if chosen == nil {
            let others = ModelStore.standard.list().compactMap { try? $0.result.get() }.filter {
                !paths.contains($0.path) && $0.chatTemplate != nil
            }
            chosen = others.max { $0.parameters < $1.parameters }?.path ?? paths.sorted().first
        }
        return .local(try await get(chosen))
    }
}
