import CLlama
import Foundation
import Lanes
import Models

/// The place where measured choices are kept.
package struct ChoicesLocation: Sendable, Hashable, Codable {
    /// The path of a JSON file, which is created if it isn't there.
    package var path: String
    /// The SHA-256 of the model, by which the file knows it.
    package var modelChecksum: String

    /// Creates a location.
    package init(path: String, modelChecksum: String) {
        self.path = path
        self.modelChecksum = modelChecksum
    }

    /// Returns the location in Lathe's cache.
    package static func usual(modelChecksum: String) -> ChoicesLocation {
        ChoicesLocation(path: ModelFolders.cache + "/choices.json", modelChecksum: modelChecksum)
    }
}

extension EngineChoices {
    /// Returns the choices from the file, else measures them and writes them there. Calls `measuring` before it
    /// measures.
    ///
    /// Nothing is measured if there is no file to keep the choices in. `budget` is the approximate time for measuring,
    /// in seconds.
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
            // Choices among all threads also serve a request for exactly that number, above all a run that is made
            // again.
            if let choices = all[free], options.threads ?? choices.threads == choices.threads { return choices }
            if let choices = all[key] { return choices }
        }
        // While another model computes, times mean nothing and its lanes would wait; so the next load measures.
        guard ComputeTurns.areQuiet() else { return usual }
        measuring()
        let measurement = EngineMeasurement(
            model: model, options: options, budget: budget, isOnProcessor: (gpu?.layers ?? 0) == 0)
        guard var choices = measurement.choices() else { return usual }
        choices.gpu = gpu
        var all = kept(in: url)
        all[key] = choices
        // If the folder can't be written to, the next start measures again for two seconds, nothing worse.
        try? FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try? JSONEncoder().encode(all).write(to: url, options: .atomic)
        return choices
    }

    /// Returns the choices that were made among all threads of this machine, for this build; nil if nothing was
    /// measured.
    ///
    /// `gpuLayers` has the meaning of ``EngineOptions/gpuLayers``.
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

/// The choices that a file has under a name; nil if another version wrote them, or if they can't be right.
private struct Kept: Decodable {
    var choices: EngineChoices?

    init(from decoder: any Decoder) throws {
        choices = (try? EngineChoices(from: decoder)).flatMap { $0.isPossible ? $0 : nil }
    }
}

extension EngineChoices {
    /// True if an engine can compute in this way.
    fileprivate var isPossible: Bool {
        (1...4096).contains(promptRows) && (1...4096).contains(promptRowsBesideLanes) && (1...4096).contains(cutEvery)
            && (1...256).contains(threads) && rowSeconds.count <= RowCosts.most
            && rowSeconds.allSatisfy { $0.isFinite && $0 > 0 }
            // Figures that are only shown must be numbers that can be shown.
            && trials.allSatisfy { trial in
                ([trial.oneLane, trial.fourLanes] + trial.prompt.values).allSatisfy { (0...1e9).contains($0) }
            }
    }
}
