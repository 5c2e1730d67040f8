import Foundation
import History
import Lanes
import Library
import Models
import Operations
import Remote
import Runtime

/// What the lanes of a recorded run run on when it is made again.
final class RerunModels {
    private let run: RunRecord
    private let mode: RunMode
    private let word: String?
    /// The models here, in the order of the lanes.
    private(set) var loaded: [LoadedModel] = []
    private var places: [String: LoadedModel] = [:]

    /// `word` names a model in place of all of the run's.
    init(_ run: RunRecord, mode: RunMode, instead word: String?) {
        self.run = run
        self.mode = mode
        self.word = word
    }

    /// One for each lane; models are loaded for as much context as they had.
    func backends() throws -> [Backend] {
        guard !run.lanes.isEmpty else { throw Failure("The run has no lanes.") }
        return try run.lanes.map { lane in
            let own = lane.model.isRemote && word == nil ? try server(lane.model) : nil
            let remote = own ?? word.flatMap { Backends.standard.remote($0) }
            if let remote { return .remote(remote) }
            return .local(try model(for: lane.model))
        }
    }

    func shutDown() {
        for model in loaded { model.engine.shutDown() }
    }

    private func server(_ model: ModelRecord) throws -> RemoteEngine {
        guard let engine = Backends.standard.remote(model.name) else {
            throw Failure(
                "The run's server \(model.name) isn't among those of \(Locations.current.configuration) any more. Name it "
                    + "there, or give a model with --model.")
        }
        return engine
    }

    private func model(for record: ModelRecord) throws -> LoadedModel {
        let elsewhere = try Machines.standard.describe(word ?? record.path)
        let path = try elsewhere?.path ?? word.map { try ModelStore().path(of: $0) } ?? Self.path(of: record)
        if let model = places[path] { return model }
        let setup = EngineSetup(
            context: record.isRemote ? nil : record.contextLength, threads: run.machine.threads, mode: mode)
        let model = try wait {
            let description = try elsewhere ?? Probe().check(path)
            return try await LoadedModel.load(description, setup, telling: ProgressLine.teller)
        }
        loaded.append(model)
        places[path] = model
        return model
    }

    /// The model's file where it was, or one with the same checksum, or one with the same name.
    private static func path(of model: ModelRecord) throws -> String {
        let entries = ModelStore().list().filter { (try? $0.result.get()) != nil }
        let paths = [model.path] + entries.filter { $0.name == model.name }.map(\.path) + entries.map(\.path)
        let there = paths.filter { FileManager.default.fileExists(atPath: $0) }
        if let sha256 = model.sha256 {
            let same = there.first { path in
                // Without reading files that nobody has read yet, unless they have the name.
                let known = (try? ModelDescription(path: path)).flatMap { Checksums().remembered($0.identity) }
                let isLikely = path == model.path || path.hasSuffix("/\(model.name).gguf")
                return (known ?? (isLikely ? try? Checksums().sha256(of: path) : nil)) == sha256
            }
            if let same { return same }
        }
        guard let path = there.first(where: { $0 == model.path || $0.hasSuffix("/\(model.name).gguf") }) else {
            throw Failure(
                "The run's model \(model.name) isn't at \(model.path) any more, nor in \(ModelFolders.models). "
                    + "Bring it back (SHA-256 \(model.sha256 ?? "not known")), or give another one with --model.")
        }
        return path
    }
}
