import Foundation
import Lanes
import Models
import Prompting
import Runtime
import Sampling

/// One line of the table: what was measured, and what it must be.
struct Measurement {
    var what: String
    var model: String
    var mustBe: String
    var value: String
    var isReached: Bool

    var line: String { "| \(what) | \(model) | \(mustBe) | \(value) | \(isReached ? "yes" : "NO") |" }
}

enum BenchModel: String, CaseIterable {
    case smolLM2 = "SmolLM2"
    case gemma3 = "Gemma 3"

    var path: String {
        get throws { try ModelStore().path(of: self == .smolLM2 ? "smollm2" : "gemma3-270m") }
    }

    /// An engine as users get it, in a process of its own unless another model's is given.
    func engine(contextLength: Int = 2048, in host: EngineProcess = Bench.process()) async throws -> DetachedEngine {
        var options = EngineOptions()
        options.contextLength = contextLength
        let path = try path
        let folder = Bench.cache + "/lathe"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let checksum = try Checksums(cacheFolder: folder).sha256(of: path)
        // As the program does.
        options.choices = ChoicesLocation(path: folder + "/choices.json", modelChecksum: checksum)
        return try await DetachedEngine.load(path: path, options: options, in: host)
    }
}

func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
}

/// A ratio's median, and the smallest and the largest one.
func spread(_ ratios: [Double]) -> String {
    "\(text(median(ratios))) (\(text(ratios.min() ?? .nan))…\(text(ratios.max() ?? .nan)))"
}

func seconds(_ duration: Duration) -> Double {
    duration / .seconds(1)
}

func text(_ value: Double, _ digits: Int = 2) -> String {
    String(format: "%.\(digits)f", value)
}

/// A text of about 128 tokens.
let story = String(
    repeating: "The old lighthouse keeper climbed the stairs, counting them as he did every night. ", count: 7)

/// A lane that continues a text and doesn't end by itself.
func lane(_ name: String, _ continuing: String, tokens: Int, change: (inout Settings) -> Void = { _ in }) -> LaneRequest
{
    var settings = Settings()
    settings.maxTokens = tokens
    // End-of-generation tokens of both models.
    settings.logitBias = [0: -1000, 1: -1000, 2: -1000, 4: -1000, 106: -1000]
    change(&settings)
    let prompt = CompiledPrompt(technique: .zeroShot, body: .completion([Fragment(continuing, isField: true)]))
    return LaneRequest(name: name, prompt: prompt, settings: settings)
}
