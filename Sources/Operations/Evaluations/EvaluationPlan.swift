import Evaluation
import Foundation
import History
import Images
import Lanes
import Library
import Prompting
import Remedies
import Sampling

/// The plan of an evaluation: the lanes, the cases, and how answers are read.
package struct EvaluationPlan: Sendable {
    /// The prompt's name.
    package let promptName: String
    /// The cases.
    package let data: DataSet
    /// The lanes with their engines.
    package let lanes: [PlannedLane]
    /// The run of all lanes over all cases.
    package internal(set) var run: EvaluationRun
    /// Outputs that aren't made: with a part of the grid, the rest.
    package var skipped: Set<EvaluationRun.Key> = []
    /// The form in which answers are looked for.
    package let answer: AnswerType
    /// All that is kept of it besides its cases and outputs.
    private(set) var record: EvaluationRecord
    private let answerSentence: String
    private let sentences: [String]
    private let pick: AnswerPick
    private let assertions: [Assertion]
    private let asked: AskedCases
    private let tools: [Tool]
    /// Notices before the run.
    package let notices: [Notice]
    /// The models that measure texts for metrics and checks.
    package let texts: TextModels
    /// The builds of the servers that lanes run on, by the lanes' names.
    let builds: [String: ServerBuilds]

    /// Decides how answers are read and what is right. Where outputs are only compared with each other, the data
    /// `needsRightAnswers` no more.
    ///
    /// `path` is the path of the prompt's file, nil if it has none. `source` is the file that the cases are from, nil if they
    /// are the prompt's own, and `-` for standard input. `embedders` has models that embed sources and are loaded
    /// already; nil for none.
    ///
    /// - Throws: ``EvaluationPlanError``, or the reason why an engine can't take a lane's request.
    package init(
        _ origin: EvaluationOrigin, file: PromptFile, path: String?, name: String, data: DataSet, source: String?,
        lanes planned: [PlannedLane], variables: [String: String], images: ImageFolders, answer: AnswerType?,
        tolerance: Tolerance? = nil, pick: AnswerPick, mode: RunMode, parallel: Int,
        scoring: ScoringWay = .generation, texts: TextModels, needsRightAnswers: Bool = true,
        embedders: SourceEmbedders? = nil, telling tell: @escaping ProgressTeller = { _ in }
    ) async throws {
        self.texts = texts
        var prompt = file.prompt
        // Checks may also refer to values that all cases share.
        let shared = prompt.variables.merging(variables) { $1 }
        var data = data
        for index in data.cases.indices { data.cases[index].columns.merge(shared) { own, _ in own } }
        if data.replacesInput { prompt.input = "{{input}}" }
        promptName = prompt.name.isEmpty ? name : prompt.name
        lanes = planned
        self.pick = pick
        var said = data.notices
        answerSentence = prompt.wording.answerSentence
        let phrased = planned.compactMap { $0.lane.phrasing?.wording.answerSentence }
        sentences =
            phrased.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            + (prompt.answer?.sentences ?? AnswerForm.usualSentences)
        var checks = PlannedChecks(of: file)
        checks.take(data.cases)
        assertions = checks.assertions
        tools = prompt.tools
        said += checks.notices.map { Notice($0) }
        guard
            !needsRightAnswers || !assertions.isEmpty || (answer == nil ? prompt.answer?.name : answer?.toolName) != nil
                || data.cases.contains(where: { !$0.expected.isEmpty || !$0.assertions.isEmpty })
        else {
            throw checks.notices.isEmpty
                ? EvaluationPlanError.nothingIsRight : .allChecksLeftOut(first: checks.notices[0])
        }
        let (found, reason) = try needsRightAnswers ? Self.type(answer, prompt, data) : (.text, nil)
        let type = try tolerance.map { try found.within($0) } ?? found
        self.answer = type
        if let reason { said.append(reason) }
        data = data.fitted(to: type)
        said += data.notices.filter { !said.contains($0) }
        guard !data.cases.isEmpty else { throw EvaluationPlanError.noneIsReadable(data.badRows.first?.sentence ?? "") }
        let ways = planned.map(\.lane.sources)
        var finder: SourceFinder?
        let isSearched =
            variables[PromptSources.variable] == nil
            && data.cases.contains { $0.variables[PromptSources.variable] == nil }
        if prompt.usesSources, isSearched, ways.contains(where: { $0 != .none }) {
            finder = try await SourceFinder(
                prompt.sources, ways: ways, in: images.prompt,
                embedders: embedders
                    ?? SourceEmbedders(lanes: planned.compactMap(\.backend.model), telling: tell), telling: tell)
        }
        said += try await data.fillSources(
            of: prompt, shared: variables, lanes: planned.map(\.lane), by: finder, telling: tell)
        said += (finder?.notices ?? []).map { Notice($0) }
        self.data = data
        let asked = AskedCases(prompt: prompt, variables: variables, images: images)
        self.asked = asked
        if let first = data.cases.first {
            for lane in planned {
                let more = try lane.notices(for: try asked.request(first, of: lane).readingImages(), mode: mode)
                said += more.map { Notice($0) }.filter { !said.contains($0) }
            }
        }
        if let notice = planned.recommendation { said.append(Notice(notice)) }
        notices = said
        builds = await planned.serverBuilds()
        record = EvaluationRecord(
            date: Date(), origin: origin, mode: mode, parallel: parallel,
            prompt: PromptRecord(
                name: promptName, file: path.map { URL(filePath: $0).standardizedFileURL.path },
                text: file.selfContainedText, variables: variables),
            promptVersion: path.flatMap { PromptLibrary.standard.version(of: $0, saying: file.text) },
            data: DataRecord(file: source, data), answer: "\(type)", checks: checks.assertions.map(\.name),
            lanes: planned.map { EvaluationLaneRecord($0) },
            machine: MachineRecord(
                lathe: LatheVersion.number, processor: Processor.name,
                threads: planned.lazy.compactMap(\.backend.model?.threads).first ?? 0), notices: said)
        run = EvaluationRun(
            lanes: planned.map { lane in
                EvaluatedLane(
                    name: lane.lane.name, engine: lane.backend.engine, engineKey: lane.backend.key,
                    isFree: lane.backend.isFree
                ) { one throws(PromptError) in try asked.request(one, of: lane).readingImages() }
            }, cases: data.cases, mode: mode, parallel: parallel)
        if scoring == .likelihood {
            let labels = try Self.labels(of: type, in: data, for: planned)
            run.labels = labels
            record.likelihood = LikelihoodRecord(labels: labels)
        }
    }

    /// Returns the possible answers whose likelihoods are read.
    ///
    /// - Throws: The reason why they can't be listed, or why a lane can't tell their likelihoods.
    private static func labels(
        of type: AnswerType, in data: DataSet, for lanes: [PlannedLane]
    ) throws -> [AnswerLabel] {
        for lane in lanes {
            if case .remote(let engine) = lane.backend {
                throw EngineError.noLikelihood(server: engine.connection.server.name)
            }
            try AnswerLabelError.check(lane.lane.technique, ofLane: lane.lane.name)
        }
        return try AnswerLabel.labels(of: type, in: data.cases)
    }

    /// Returns the form that was asked for, else the prompt's, else one guessed from the right answers.
    private static func type(
        _ asked: AnswerType?, _ prompt: Prompt, _ data: DataSet
    ) throws -> (AnswerType, notice: Notice?) {
        if let asked { return (asked, nil) }
        if let form = prompt.answer { return (try AnswerType(form), nil) }
        let type = data.guessedType
        return (type, Notice("Answers are read as `\(type)`, as the right ones look.", .sayAnswerType))
    }

    /// A sentence about the difference that this many cases can show.
    package var detectable: String {
        let pairs = lanes.count * (lanes.count - 1) / 2
        return DetectableDifference.sentence(cases: data.cases.count, comparisons: pairs)
    }

    /// The scorer that decides which outputs are right.
    package var scorer: Scorer {
        get throws {
            try Scorer(
                answer, answerSentence: answerSentence, sentences: sentences, pick: pick, assertions: assertions,
                tools: tools)
        }
    }

    /// Returns what all lanes answer for a case, whatever their techniques: the prompt's instruction and the case's input.
    package func question(of one: Case) throws -> VoteRound.Question {
        VoteRound.Question(caseID: one.id, messages: try asked.question(one), references: one.expected)
    }

    /// Returns a lane's output for pairs; nil if it failed or is nothing but thoughts.
    package func pairOutput(_ output: CaseOutput) -> PairOutput? {
        guard let planned = lanes.first(where: { $0.lane.name == output.lane }), output.error == nil,
            let sample = output.samples.first, !sample.isUnanswered
        else { return nil }
        var pair = PairOutput(
            prompt: promptName, lane: output.lane, technique: planned.lane.technique, model: planned.backend.name,
            settings: planned.lane.settings.settings, request: output.request, text: sample.shownWithoutThoughts)
        if !sample.calls.isEmpty { pair.hasCalls = true }
        return pair
    }

    /// A hash of how outputs are judged: how answers are read and compared, and all checks.
    var judging: StableHash {
        var hash = StableHash()
        hash.add("\(answer) \(pick)")
        for text in [answerSentence] + sentences { hash.add(text) }
        for text in (assertions + data.cases.flatMap(\.assertions)).flatMap(\.identity) { hash.add(text) }
        return hash
    }

    /// Returns a hash of what a lane asks, whatever the case. If it is the same, then so are prompt, settings, model,
    /// samples and mode.
    ///
    /// The prompt is hashed with marks in place of a case's values, which have a hash of their own.
    func hash(of lane: PlannedLane) throws -> StableHash {
        var marked = Case(id: "", variables: [:])
        for name in data.cases.first?.variables.keys.sorted() ?? [] { marked.variables[name] = "\u{1}\(name)\u{1}" }
        var hash = StableHash()
        let request = try asked.request(marked, of: lane)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        hash.add(String(decoding: try encoder.encode(request.prompt), as: UTF8.self))
        hash.add(String(decoding: try encoder.encode(request.settings), as: UTF8.self))
        hash.add("\(request.samples)")
        hash.add(run.mode.rawValue)
        for text in run.labels?.flatMap({ [$0.name] + $0.texts }) ?? [] { hash.add(text) }
        switch lane.backend {
        case .local(let model): hash.add(model.checksum ?? model.description.path)
        case .remote(let engine): hash.add(engine.name)
        case .missing(let engine): hash.add(engine.name)
        }
        return hash
    }

    /// Returns whether a lane's prompts tell the date, since a chat template on this machine asks for it.
    func tellsDate(_ lane: PlannedLane) throws -> Bool {
        let model = lane.backend.model?.description.chatTemplate
        let request = try asked.request(data.cases.first ?? Case(id: "", variables: [:]), of: lane)
        return (request.prompt.chat.template ?? model)?.contains("strftime_now") ?? false
    }

    /// Returns the hashes of what the files of a case's images hold; a file that can't be sent has none.
    func imageHashes(of one: Case, in lane: PlannedLane) -> [String] {
        guard let request = try? asked.request(one, of: lane) else { return [] }
        return request.prompt.images.map { (try? $0.read())?.contents?.hash ?? "" }
    }
}

/// What every case of an evaluation is asked with.
private struct AskedCases: Sendable {
    var prompt: Prompt
    /// Values of variables that a case doesn't have.
    var variables: [String: String]
    /// The folders of images that aren't a case's own.
    var images: ImageFolders

    /// Returns the turns that a chat without examples would send for a case.
    func question(_ one: Case) throws(PromptError) -> [Message] {
        let compiled = try one.added(to: prompt).compile(
            technique: .zeroShot, layout: .chat, hasChatTemplate: true,
            variables: variables.merging(one.variables) { $1 },
            images: one.imageFolders(images))
        guard case .chat(let messages, _) = compiled.body else { return [] }
        return messages
    }

    /// Returns the request of a lane for a case. The files of its images aren't read.
    func request(_ one: Case, of lane: PlannedLane) throws(PromptError) -> LaneRequest {
        try lane.request(
            one.added(to: prompt), variables: variables.merging(one.variables(of: lane.lane.name)) { $1 },
            images: one.imageFolders(images))
    }
}
