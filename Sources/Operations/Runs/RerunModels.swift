import Foundation
import History
import Lanes
import Library
import Models
import Remote
import Runtime

/// The engines of the lanes of a recorded run that is made again.
package struct RerunModels: Sendable {
    /// The engine of each lane.
    package private(set) var backends: [Backend] = []
    private let mode: RunMode
    /// The models on this machine by their path, and in the order of the lanes.
    private var places: [String: LoadedModel] = [:]
    private var loaded: [LoadedModel] = []

    /// Loads models with as much context as they had. `word` names one to take instead of all of the run's.
    package init(
        _ run: RunRecord, mode: RunMode, instead word: String?, telling tell: @escaping ProgressTeller
    ) async throws {
        self.mode = mode
        guard !run.lanes.isEmpty else { throw RerunError.noLanes }
        do {
            for lane in run.lanes {
                let own = lane.model.isRemote && word == nil ? try Self.server(lane.model) : nil
                if let remote = own ?? word.flatMap({ Backends.standard.remote($0) }) {
                    backends.append(.remote(remote))
                } else {
                    let model = try await model(for: lane.model, instead: word, threads: run.machine.threads, tell)
                    backends.append(.local(model))
                }
            }
        } catch {
            shutDown()
            throw error
        }
    }

    /// Frees the models on this machine.
    package func shutDown() {
        for model in loaded { model.engine.shutDown() }
    }

    /// Returns whether the same text can be promised on this machine, with the reasons against it.
    package func promise(of run: RunRecord) -> RerunPromise {
        let first = loaded.first
        let machine = MachineRecord(
            lathe: LatheVersion.number, processor: Processor.name, threads: first?.threads ?? 0,
            padding: mode == .strict ? [] : first?.engine.choices.padding ?? [])
        return RerunPromise(run, on: machine, models: backends.map { ModelRecord($0) })
    }

    private static func server(_ model: ModelRecord) throws(RerunError) -> RemoteEngine {
        guard let engine = Backends.standard.remote(model.name) else {
            throw .serverIsGone(name: model.name, settings: Locations.current.configuration)
        }
        return engine
    }

    private mutating func model(
        for record: ModelRecord, instead word: String?, threads: Int, _ tell: @escaping ProgressTeller
    ) async throws -> LoadedModel {
        let elsewhere = try Machines.standard.describe(word ?? record.path)
        let path = try elsewhere?.path ?? word.map { try ModelStore().path(of: $0) } ?? Self.path(of: record)
        if let model = places[path] { return model }
        let setup = EngineSetup(context: record.isRemote ? nil : record.contextLength, threads: threads, mode: mode)
        let model = try await LoadedModel.load(try elsewhere ?? Probe().check(path), setup, telling: tell)
        loaded.append(model)
        places[path] = model
        return model
    }

    /// Returns the path of the model's file: where it was, else a file with the same checksum, else one with the same
    /// name.
    private static func path(of model: ModelRecord) throws -> String {
        let entries = ModelStore().list().filter { (try? $0.result.get()) != nil }
        let paths = [model.path] + entries.filter { $0.name == model.name }.map(\.path) + entries.map(\.path)
        let there = paths.filter { FileManager.default.fileExists(atPath: $0) }
        if let sha256 = model.sha256 {
            let same = there.first { path in
                // Reads no new files, unless they have the name.
                let known = (try? ModelDescription(path: path)).flatMap { Checksums().remembered($0.identity) }
                let isLikely = path == model.path || path.hasSuffix("/\(model.name).gguf")
                return (known ?? (isLikely ? try? Checksums().sha256(of: path) : nil)) == sha256
            }
            if let same { return same }
        }
        guard let path = there.first(where: { $0 == model.path || $0.hasSuffix("/\(model.name).gguf") }) else {
            throw RerunError.modelIsGone(
                name: model.name, path: model.path, folder: ModelFolders.models, sha256: model.sha256)
        }
        return path
    }
}
