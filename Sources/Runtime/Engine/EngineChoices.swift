import CLlama
import Foundation

/// Where measured choices are kept.
public struct ChoicesLocation: Sendable, Hashable, Codable {
    /// A JSON file, made if it isn't there.
    public var path: String
    /// SHA-256 of the model.
    public var modelChecksum: String

    /// A file and the name of the model in it.
    public init(path: String, modelChecksum: String) {
        self.path = path
        self.modelChecksum = modelChecksum
    }

    /// The file in Lathe's cache.
    public static func usual(modelChecksum: String) -> ChoicesLocation {
        ChoicesLocation(path: ModelFolders.cache + "/choices.json", modelChecksum: modelChecksum)
    }
}

/// What measuring chose for a model on this machine, and the figures that it rests on.
public struct EngineChoices: Codable, Sendable, Hashable {
    /// Whether attention is computed in llama.cpp's fused way, which on a CPU is the slow and the less exact one for few rows.
    public var flashAttention = false
    /// Whether keys and values are kept as 32-bit numbers instead of 16-bit ones.
    public var wideMemory = false
    /// Most rows of a batch of prompt tokens.
    public var promptRows = 128
    /// Most prompt rows in a batch that lanes wait for.
    public var promptRowsBesideLanes = 24
    /// Threads that compute.
    public var threads: Int
    /// Prompts are cut into batches at multiples of so many tokens, because batches that are cut there agree to the bit: 1 where they
    /// agree wherever they are cut, ``promptRows`` where they don't agree at all.
    public var cutEvery = 1
    /// Seconds that batches of 1, 2, … rows take; empty where nothing was measured.
    public var rowSeconds: [Double] = []
    /// What GPUs compute; nil where there are none.
    public var gpu: GPUShare?
    /// What was tried; empty where nothing was measured.
    public var trials: [Trial] = []

    /// Speeds under one way to compute, in tokens a second.
    public struct Trial: Codable, Sendable, Hashable {
        /// As ``EngineChoices/flashAttention``.
        public var flashAttention: Bool
        /// As ``EngineChoices/wideMemory``.
        public var wideMemory: Bool
        /// Threads that computed.
        public var threads: Int
        /// Rows of a batch, and the speed of a prompt in such batches.
        public var prompt: [Int: Double]
        /// Tokens behind which lanes generated.
        public var depth: Int
        /// The speed of one lane.
        public var oneLane: Double
        /// The speed of four lanes together.
        public var fourLanes: Double
    }

    /// What is chosen where nothing was measured.
    public init(threads: Int) {
        self.threads = threads
    }

    /// How many rows batches of 1, 2, … rows are padded to; empty where nothing was measured.
    public var padding: [Int] { costs.padding }

    var costs: RowCosts { RowCosts(seconds: rowSeconds) }
}

extension EngineChoices: CustomStringConvertible {
    /// What was chosen, in words.
    public var description: String {
        [
            Self.way(flashAttention: flashAttention, wideMemory: wideMemory, threads: threads),
            "prompts in batches of \(promptRows), of \(promptRowsBesideLanes) beside lanes",
        ].joined(separator: ", ") + (gpu.map { ", \($0)" } ?? "")
    }

    fileprivate static func way(flashAttention: Bool, wideMemory: Bool, threads: Int) -> String {
        (flashAttention ? "flash attention" : "plain attention") + (wideMemory ? ", 32-bit keys and values" : "")
            + ", \(threads) thread\(threads == 1 ? "" : "s")"
    }
}

extension EngineChoices.Trial: CustomStringConvertible {
    /// What was tried, and how fast it is, in words.
    public var description: String {
        let way = EngineChoices.way(flashAttention: flashAttention, wideMemory: wideMemory, threads: threads)
        let speeds = [("prompt", prompt.values.max() ?? 0), ("one lane", oneLane), ("four lanes", fourLanes)]
        return "\(way): "
            + speeds.map { "\($0) \(Int($1.rounded()))" }.joined(separator: ", ") + " tokens/s behind \(depth) tokens"
    }
}

extension EngineChoices {
    /// The choices from the file, or measured now, which `measuring` is told, and written there.
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

    /// What was chosen among all threads of this machine, for this build; nil where nothing was measured.
    ///
    /// `gpuLayers` is as in ``EngineOptions/gpuLayers``.
    public static func kept(at location: ChoicesLocation, gpuLayers: Int?) -> EngineChoices? {
        kept(in: URL(filePath: location.path))[name(location, threads: nil, gpuLayers: gpuLayers)]
    }

    private static func name(_ location: ChoicesLocation, threads: Int?, gpuLayers: Int?) -> String {
        ([
            location.modelChecksum, LlamaBuild.version, LlamaBuild.features,
            threads.map { "\($0) threads" } ?? "any of \(EngineOptions().threadCount) threads",
        ] + (gpuLayers.map { ["\($0) GPU layers"] } ?? [])).joined(separator: " · ")
    }

    private static func kept(in url: URL) -> [String: EngineChoices] {
        let data = try? Data(contentsOf: url)
        return data.flatMap { try? JSONDecoder().decode([String: EngineChoices].self, from: $0) } ?? [:]
    }
}
