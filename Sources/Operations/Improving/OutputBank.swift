import Evaluation
import Foundation
import Lanes
import Library
import Sampling
import Synchronization

/// The outputs of a search, each kept in a file as it comes. The same request is never made twice.
final class OutputBank: Sendable {
    private let results: ResultsFile
    private let run: EvaluationRun
    private let models: [String: String]
    private let state: Mutex<State>

    private struct State {
        var known: [String: CaseOutput]
        /// The hashes of requests that an earlier search has made.
        var earlier: Set<String>
        /// The builds of the servers that were asked, by the keys of their engines; nil for an engine without a server.
        var builds: [String: ServerBuilds?] = [:]
        /// Number of outputs that another build had made.
        var remade = 0
        var cancel: (@Sendable () -> Void)?
        var isCancelled = false
    }

    /// The file.
    var path: String { results.path }
    /// True if the search was cancelled.
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Opens the file. With `resume`, the outputs in it are used where the same is asked. `run` says mode, portions and
    /// whether likelihoods are read. `models` has what identifies the model of each engine key.
    init(_ run: EvaluationRun, path: String, isOwn: Bool, resume: Bool, models: [String: String]) throws {
        var (run, kept) = (run, [CaseOutput]())
        if !resume, !isOwn, FileManager.default.fileExists(atPath: path) { throw ResultsError.exists(path: path) }
        let results = try ResultsFile(path: path)
        if resume {
            let (outputs, bad) = try results.outputs()
            // The file is written anew, so nothing of another kind may be in it.
            guard isOwn || !outputs.isEmpty || bad == 0 else {
                throw Failure("\(path) has no outputs. Name another file.")
            }
            kept = outputs.filter { $0.error == nil && !$0.request.isEmpty }
        }
        try results.replace(with: kept)
        run.date = kept.commonDate ?? Int64(Date.now.timeIntervalSince1970)
        (self.run, self.models, self.results) = (run, models, results)
        state = Mutex(
            State(
                known: Dictionary(kept.map { ($0.request, $0) }, uniquingKeysWith: { $1 }),
                earlier: Set(kept.map(\.request))))
    }

    /// Ends what runs; nothing begins after it.
    func cancel() {
        let cancel = state.withLock { state in
            state.isCancelled = true
            return state.cancel
        }
        cancel?()
    }

    /// Closes the file.
    func close() throws { try results.close() }

    /// Returns the outputs of lanes for cases; those that can't be had because the run was ended are missing.
    ///
    /// `isWanted` gets every new output as it comes, and returns false to end the run.
    func outputs(
        _ lanes: [EvaluatedLane], cases: [Case], generates: Bool = false,
        isWanted: @escaping @Sendable (CaseOutput) -> Bool
    ) async throws -> [EvaluationRun.Key: CaseOutput] {
        var hashes: [EvaluationRun.Key: String] = [:]
        for lane in lanes {
            for one in cases {
                hashes[EvaluationRun.Key(lane: lane.name, id: one.id)] = try? hash(of: lane, one, generates)
            }
        }
        var found: [EvaluationRun.Key: CaseOutput] = [:]
        let builds = await builds(of: lanes)
        forget(hashes, madeBefore: builds)
        let known = state.withLock { $0.known }
        for (key, hash) in hashes {
            guard var output = known[hash] else { continue }
            output.lane = key.lane
            found[key] = output
        }
        guard found.count < lanes.count * cases.count, !isCancelled else { return found }
        var run = run
        (run.lanes, run.cases) = (lanes, cases)
        if generates { run.labels = nil }
        let collected = Collected()
        let (wait, cancel) = run.start(without: Set(found.keys)) { [self, hashes, date = run.date] output in
            var output = output
            let key = EvaluationRun.Key(lane: output.lane, id: output.id)
            (output.date, output.request) = (date, hashes[key] ?? "")
            output.serverBuild = builds[output.lane]?.text
            results.add(output)
            if output.error == nil { state.withLock { $0.known[output.request] = output } }
            collected.outputs.withLock { $0[key] = output }
            if !isWanted(output) { collected.cancel() }
        }
        collected.take(cancel)
        state.withLock { $0.cancel = cancel }
        if isCancelled { cancel() }
        await wait()
        state.withLock { $0.cancel = nil }
        return found.merging(collected.outputs.withLock { $0 }) { $1 }
    }

    /// Returns true if an output was made by an earlier search, so that it costs nothing.
    func isKept(_ output: CaseOutput) -> Bool { state.withLock { $0.earlier.contains(output.request) } }

    /// Sentences about outputs of an earlier search that were made again.
    var notices: [String] { ServerBuilds.notices(remade: state.withLock { $0.remade }, of: path) }

    /// Returns the number of outputs of a lane that aren't there yet.
    func missing(_ lane: EvaluatedLane, cases: [Case]) async -> Int {
        let builds = await builds(of: [lane])[lane.name]
        let hashes = cases.compactMap { try? hash(of: lane, $0, false) }
        return state.withLock { state in
            hashes.count { hash in state.known[hash].map { builds?.lacks($0.serverBuild) ?? false } ?? true }
        }
    }

    /// Returns the builds of the servers that lanes run on, by the lanes' names. Each server is asked once.
    private func builds(of lanes: [EvaluatedLane]) async -> [String: ServerBuilds] {
        var found: [String: ServerBuilds] = [:]
        for lane in lanes {
            if let told = state.withLock({ $0.builds[lane.engineKey] }) {
                found[lane.name] = told
            } else {
                let told = await lane.engine.serverBuilds()
                state.withLock { $0.builds[lane.engineKey] = .some(told) }
                found[lane.name] = told
            }
        }
        return found
    }

    /// Forgets kept outputs for these requests that a build has made which the lane's server no longer has.
    private func forget(_ hashes: [EvaluationRun.Key: String], madeBefore builds: [String: ServerBuilds]) {
        state.withLock { state in
            for (key, hash) in hashes {
                guard let output = state.known[hash], builds[key.lane]?.lacks(output.serverBuild) == true else {
                    continue
                }
                state.known[hash] = nil
                state.earlier.remove(hash)
                state.remade += 1
            }
        }
    }

    /// Returns true if one of these cases has outputs that none of these lanes asked for: those of an earlier search.
    func hasOthers(than lanes: [EvaluatedLane], of cases: [Case]) -> Bool {
        let ids = Set(cases.map(\.id))
        var own: Set<String> = []
        for lane in lanes { for one in cases { if let hash = try? hash(of: lane, one, false) { own.insert(hash) } } }
        return state.withLock { state in
            state.known.values.contains { ids.contains($0.id) && !own.contains($0.request) }
        }
    }

    /// Returns a hash of all that is asked, whatever the lane is called.
    private func hash(of lane: EvaluatedLane, _ one: Case, _ generates: Bool) throws -> String {
        var request = try lane.request(one)
        (request.name, request.caseKey) = ("", one.key)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var hash = StableHash()
        hash.add(bytes: try encoder.encode(request))
        hash.add(run.mode.rawValue)
        hash.add(models[lane.engineKey] ?? lane.engineKey)
        // The id stays with an output, and a case may be there twice.
        hash.add(one.id)
        if !generates { for text in run.labels?.flatMap({ [$0.name] + $0.texts }) ?? [] { hash.add(text) } }
        return String(hash.value, radix: 16)
    }

    /// The outputs of one run, and its end.
    private final class Collected: Sendable {
        let outputs = Mutex<[EvaluationRun.Key: CaseOutput]>([:])
        private let ending = Mutex<(isWanted: Bool, cancel: (@Sendable () -> Void)?)>((false, nil))

        func take(_ cancel: @escaping @Sendable () -> Void) {
            let isWanted = ending.withLock { ending in
                ending.cancel = cancel
                return ending.isWanted
            }
            if isWanted { cancel() }
        }

        func cancel() {
            let cancel = ending.withLock { ending in
                ending.isWanted = true
                return ending.cancel
            }
            cancel?()
        }
    }
}
