import CLlama
import Foundation
import Lanes
import Models

/// Where measured choices are kept.
package struct ChoicesLocation: Sendable, Hashable, Codable {
    /// A JSON file, made if it isn't there.
    package var path: String
    /// SHA-256 of the model.
    package var modelChecksum: String

    /// A file and the name of the model in it.
    package init(path: String, modelChecksum: String) {
        self.path = path
        self.modelChecksum = modelChecksum
    }

    /// Returns the file in Lathe's cache.
    package static func usual(modelChecksum: String) -> ChoicesLocation {
        ChoicesLocation(path: ModelFolders.cache + "/choices.json", modelChecksum: modelChecksum)
    }
}

extension EngineChoices {
    /// Returns the choices from the file, or measured now, which `measuring` is told, and written there.
    ///
    /// Without a place where they are kept nothing is measured. `budget` is about how many seconds measuring may take.
    static func measured(
        of model: LlamaModel, gpu: GPUShare? = nil, options: EngineOptions,
        budget: Double = EngineMeasurement.usualBudget, measuring: () -> Void
    ) -> EngineChoices {
        var usual = EngineChoices(threads: options.threadCount)
        usual.gpu = gpu
        guard let location = options.choices else { return usual }
        let free = name(location, threads: nil, gpuLayers: options.gpuLayers)
        let key = name(location, threads: options.threads, gpuLayers: options.gpuLayers)
        let url = URL(filePath: location.path)
        if !options.measuresAnew {
            let all = kept(in: url)
            // What was chosen among all threads serves whoever asks for just as many, a run that is made again above all.
            if let choices = all[free], options.threads ?? choices.threads == choices.threads { return choices }
            if let choices = all[key] { return choices }
        }
        // Beside another model that computes, times say nothing and its lanes would wait: the next load measures.
        guard ComputeTurns.areQuiet() else { return usual }
        measuring()
        let measurement = EngineMeasurement(
            model: model, options: options, budget: budget, isOnProcessor: (gpu?.layers ?? 0) == 0)
        guard var choices = measurement.choices() else { return usual }
        choices.gpu = gpu
        var all = kept(in: url)
        all[key] = choices
        // A folder that can't be written to costs two seconds at the next start, nothing else.
        try? FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? JSONEncoder().encode(all).write(to: url, options: .atomic)
        return choices
    }

    /// Returns what was chosen among all threads of this machine, for this build; nil if nothing was measured.
    ///
    /// `gpuLayers` is as in ``EngineOptions/gpuLayers``.
    package static func kept(at location: ChoicesLocation, gpuLayers: Int?) -> EngineChoices? {
        kept(in: URL(filePath: location.path))[name(location, threads: nil, gpuLayers: gpuLayers)]
    }

    static func name(_ location: ChoicesLocation, threads: Int?, gpuLayers: Int?) -> String {
        ([
            location.modelChecksum, LlamaBuild.version, LlamaBuild.features,
            threads.map { "\($0) threads" } ?? "any of \(EngineOptions().threadCount) threads",
        ] + (gpuLayers.map { ["\($0) GPU layers"] } ?? [])).joined(separator: " · ")
    }

    private static func kept(in url: URL) -> [String: EngineChoices] {
        let data = try? Data(contentsOf: url)
        let all = data.flatMap { try? JSONDecoder().decode([String: Kept].self, from: $0) } ?? [:]
        return all.compactMapValues(\.choices)
    }
}

/// What the file holds under a name; nil if another version wrote it, or what it says can't be.
private struct Kept: Decodable {
    var choices: EngineChoices?

    init(from decoder: any Decoder) throws {
        choices = (try? EngineChoices(from: decoder)).flatMap { $0.isPossible ? $0 : nil }
    }
}

extension EngineChoices {
    /// Whether an engine can compute so.
    fileprivate var isPossible: Bool {
        (1...4096).contains(promptRows) && (1...4096).contains(promptRowsBesideLanes) && (1...4096).contains(cutEvery)
            && (1...256).contains(threads) && rowSeconds.count <= RowCosts.most
            && rowSeconds.allSatisfy { $0.isFinite && $0 > 0 }
            // What is only told has to be a number that can be told.
            && trials.allSatisfy { trial in
                ([trial.oneLane, trial.fourLanes] + trial.prompt.values).allSatisfy { (0...1e9).contains($0) }
            }
    }
}
