import Foundation
import Lanes
import Prompting
import Sampling
import Synchronization

/// Runs lanes on an OpenAI-compatible server.
///
///     let engine = RemoteEngine(RemoteConnection(server), model: "gpt-4o-mini")
///     for await event in engine.start(request).events { … }
package final class RemoteEngine: Engine {
    /// The connection to the server.
    package let connection: RemoteConnection
    /// The model on the server; if nil, the server chooses.
    package let model: String?
    private let traits: ServerTraits

    /// Creates an engine for a model of a server.
    package init(_ connection: RemoteConnection, model: String?) {
        self.connection = connection
        self.model = model
        traits = ServerTraits(connection.server)
    }

    /// True: a server renders messages itself.
    package var hasChatTemplate: Bool { true }

    /// The largest number, because a server doesn't say it.
    package var contextLength: Int { .max }

    /// The server's name, with the model's if one is named: `gpt`, or `gpt/gpt-4o-mini`.
    package var name: String { connection.server.name + (model.map { "/\($0)" } ?? "") }

    /// Returns notices about a lane that runs here: settings that the server lacks, how its prompt is sent, how the key
    /// travels.
    package func notices(for lane: LaneRequest, mode: RunMode) -> [String] {
        let server = connection.server.name
        var notices = connection.notices + promptNotices(lane.prompt)
        let missing = traits.missing(from: lane.settings).filter { key in
            key != .answerTokens || lane.prompt.steps.contains { $0.limit == .answerTokens }
        }
        if !missing.isEmpty {
            let names = missing.map(\.rawValue)
            let list =
                names.count > 1 ? names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "") : names[0]
            notices.append(
                "\(server) doesn't accept \(list), so lane \(lane.name) ignores \(names.count > 1 ? "them" : "it")."
            )
        }
        if mode == .strict { notices.append("\(server) doesn't promise to repeat an answer, even in strict mode.") }
        return notices
    }

    /// Returns notices about the way in which a prompt is sent.
    private func promptNotices(_ prompt: CompiledPrompt) -> [String] {
        let server = connection.server.name
        var notices = ChatTurns.notices(prompt, server: server, traits.continuing)
        if prompt.chat.template != nil {
            notices.append("\(server) has a chat template of its own: the one that was given isn't sent.")
        }
        if prompt.layout == .completion, !prompt.chat.tools.isEmpty {
            notices.append("The layout `completion` has no place for tools: \(server) isn't told of them.")
        }
        if let constraint = prompt.steps.lazy.compactMap(\.constraint).first {
            let isChat = prompt.layout == .chat
            if ConstraintFields.fields(of: constraint, for: connection.server.kind, isChat: isChat) == nil {
                let form = constraint.language == .schema ? "schema" : "grammar"
                notices.append(
                    "\(server) can't be asked to keep to the \(form) of the answer: the model is free, and its answers are checked here."
                )
            } else if prompt.hasToolsAndForm {
                notices.append(
                    "The prompt has tools, and holds the answer to a form: \(server) is sent both, and may refuse that, or keep to one of them. Give a prompt one or the other."
                )
            }
        }
        if !prompt.chat.arguments.isEmpty, !traits.takesTemplateArguments {
            let names = prompt.chat.arguments.keys.sorted().joined(separator: ", ")
            notices.append("\(server) can't be told values for its chat template (\(names)): they have no effect.")
        }
        return notices
    }

    /// Throws if the server can't be sent the prompt.
    package func check(_ prompt: CompiledPrompt) throws(EngineError) {
        _ = try ImageURLs(prompt, server: connection.server)
        guard prompt.layout == .completion, !traits.hasCompletions else { return }
        throw .serverFailed(
            server: connection.server.name, reason: "accepts no plain text; choose the layout `chat`")
    }

    /// Throws if a lane with these settings can't run on a server: it doesn't show the probabilities of all tokens, which
    /// beam search goes by.
    package func check(_ settings: Settings) throws(EngineError) {
        if settings.isBeamSearch { throw .noBeams(server: connection.server.name) }
    }

    /// Settings that can't be sent to the server. Stop strings aren't among them, because they are also looked for
    /// here.
    package var lacking: Set<SettingsKey> {
        Set(
            SettingsKey.allCases.filter {
                ![.stop, .decoding].contains($0) && traits.names[$0] == nil
                    && !($0 == .thinking && traits.takesTemplateArguments)
            })
    }

    /// Starts a run of all lanes at once, as far as the server's `parallel` allows.
    package func start(
        _ request: RunRequest, report: @escaping @Sendable (RunEvent) -> Void
    ) -> @Sendable () -> Void {
        let shared = SharedFlag()
        let task = Task.detached { [self] in
            let start = ContinuousClock.now
            let lanes = await withTaskGroup(of: (Int, LaneResult).self) { group in
                for (index, lane) in request.lanes.enumerated() {
                    group.addTask { (index, await self.run(lane, index: index, start: start, emit: report)) }
                }
                var results: [Int: LaneResult] = [:]
                for await (index, result) in group {
                    results[index] = result
                    report(.laneFinished(lane: index, result: result))
                }
                return request.lanes.indices.compactMap { results[$0] }
            }
            report(.finished(RunSummary(lanes: lanes, mode: request.mode, padding: [], isCancelled: shared.isSet)))
        }
        return {
            shared.set()
            task.cancel()
        }
    }

    private func run(
        _ lane: LaneRequest, index: Int, start: ContinuousClock.Instant, emit: @escaping @Sendable (RunEvent) -> Void
    ) async -> LaneResult {
        let images: ImageURLs
        do throws(EngineError) {
            try check(lane.settings)
            images = try ImageURLs(lane.prompt, server: connection.server)
        } catch {
            return LaneResult(name: lane.name, samples: [], answer: "", error: error)
        }
        let outcomes = await withTaskGroup(of: (Int, RemoteGeneration.Outcome).self) { group in
            for sample in 0..<max(1, lane.samples) {
                let generation = RemoteGeneration(
                    connection: connection, model: model, lane: index, sample: sample, request: lane, images: images,
                    start: start, emit: emit)
                group.addTask { (sample, await generation.run()) }
            }
            var outcomes: [Int: RemoteGeneration.Outcome] = [:]
            for await (sample, outcome) in group { outcomes[sample] = outcome }
            return outcomes.sorted { $0.key < $1.key }.map(\.value)
        }
        let samples = outcomes.map { SampleResult(stages: $0.stages, of: lane.prompt) }
        var result = LaneResult(
            name: lane.name, samples: samples, answer: samples.majorityAnswer,
            error: outcomes.lazy.compactMap(\.error).first, usage: Usage(),
            timings: outcomes.first?.timings ?? Timings())
        result.images = images.images
        for outcome in outcomes {
            result.usage.add(outcome.usage)
            if !outcome.stages.allSatisfy(\.text.isEmpty) { result.timings.cover(outcome.timings) }
        }
        result.notices =
            notices(for: outcomes) + samples.notices
            + [lane.prompt.misfitNotice(of: samples)].compactMap { $0 }
        return result
    }

    /// Returns the notices that only the run itself could give.
    private func notices(for outcomes: [RemoteGeneration.Outcome]) -> [String] {
        let name = connection.server.name
        var notices: [String] = []
        let retries = outcomes.reduce(0) { $0 + $1.retries }
        if retries > 0 { notices.append("\(name) was asked again \(retries == 1 ? "once" : "\(retries) times").") }
        if outcomes.contains(where: \.isMiscounted) {
            notices.append("\(name) reports numbers of tokens that can't be true; they are left out.")
        }
        if outcomes.contains(where: { !$0.isCounted }) {
            notices.append(
                "\(name) doesn't report tokens, so the number of pieces received is shown"
                    + (connection.server.price == nil ? "." : ", and the cost isn't known."))
        }
        return notices
    }

    /// Returns the messages as a person reads them. How the server splits them into tokens isn't known.
    package func render(_ prompt: CompiledPrompt, date: Int64?) throws(EngineError) -> SentPrompt {
        try check(prompt)
        let read = prompt.replacingImages(with: try ImageURLs(prompt, server: connection.server).images)
        return SentPrompt(
            fragments: ChatTurns.fragments(ChatTurns.sent(read, traits.continuing)),
            tokens: [],
            notices: promptNotices(prompt))
    }

    /// Throws, because a server gives no distribution.
    package func next(_ prompt: CompiledPrompt, mode: RunMode) async throws(EngineError) -> NextToken {
        throw .noDistribution(server: connection.server.name)
    }

    /// Throws, because a server gives no distribution.
    package func next(
        after history: [Int32], at place: ConstrainedPlace?, mode: RunMode, isWhole: Bool
    ) async throws(EngineError) -> NextToken {
        throw .noDistribution(server: connection.server.name)
    }

    /// Throws, because a server tells probabilities only of tokens that it draws.
    package func likelihoods(_ request: LikelihoodRequest) async throws(EngineError) -> [Likelihood] {
        throw .noLikelihood(server: connection.server.name)
    }

    /// Asks each of the server's addresses for its build.
    package func serverBuilds() async -> ServerBuilds? { await connection.builds() }

    /// Returns an empty text for each token, because a server's tokens aren't known.
    package func texts(of tokens: [Int32]) -> [String] { tokens.map { _ in "" } }
}

/// A flag that says that the run is cancelled.
private final class SharedFlag: Sendable {
    private let flag = Mutex(false)

    var isSet: Bool { flag.withLock { $0 } }

    func set() { flag.withLock { $0 = true } }
}
