import Foundation
import Lanes
import Models
import Prompting
import Runtime
import Sampling
import Testing

/// A model's layers on Vulkan, whose software driver computes on the processor. `make test-vulkan` builds llama.cpp for it and
/// says where it lies; without that there is nothing to test.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["LATHE_VULKAN_LIBRARY"] != nil))
struct VulkanTests {
    private static let library = ProcessInfo.processInfo.environment["LATHE_VULKAN_LIBRARY"]
    private static let path = ModelFolders.models + "/SmolLM2-135M-Instruct.Q4_1.gguf"

    private static func engine(gpuLayers: Int) async throws -> DetachedEngine {
        var options = EngineOptions()
        options.contextLength = 512
        options.gpuLayers = gpuLayers
        let arguments = [
            "LD_LIBRARY_PATH=\(library ?? "")", "GGML_VK_VISIBLE_DEVICES=0", Program.path, "engine",
        ]
        let command = EngineCommand(name: "the engine", executable: "/usr/bin/env", arguments: arguments)
        return try await DetachedEngine.load(path: path, options: options, in: EngineProcess(command))
    }

    private static func lane(_ text: String) -> LaneRequest {
        var settings = Settings()
        settings.temperature = 0
        settings.maxTokens = 16
        let prompt = CompiledPrompt(technique: .zeroShot, body: .completion([Fragment(text, isField: false)]))
        return LaneRequest(name: text, prompt: prompt, settings: settings, samples: 1)
    }

    private static let texts = [
        "The capital of France is", "Q: What is 2 + 3?\nA:", "대한민국의 수도는", "def factorial(n):\n",
        "Once upon a time there was a lighthouse whose keeper",
    ]

    /// Tokens of a lane's output and what they follow.
    private func tokens(_ engine: DetachedEngine, _ lane: LaneRequest) async -> (before: [Int32], drawn: [Int32]) {
        var (before, drawn) = ([Int32](), [Int32]())
        for await event in engine.start(RunRequest(lanes: [lane])).events {
            switch event {
            case .stageStarted(_, _, _, _, let history): before = history
            case .text(_, _, _, _, let tokens): drawn += tokens.map(\.id)
            default: break
            }
        }
        return (before, drawn)
    }

    @Test func `layers on a GPU write what the processor writes, but where tokens are about as likely`() async throws {
        let processor = try await Self.engine(gpuLayers: 0)
        let gpu = try await Self.engine(gpuLayers: 99)
        defer {
            processor.shutDown()
            gpu.shutDown()
        }
        #expect(processor.choices.gpu?.layers == 0)
        let share = try #require(gpu.choices.gpu)
        #expect(share.layers == share.ofLayers)
        for lane in Self.texts.map(Self.lane) {
            let (before, expected) = await tokens(processor, lane)
            let (_, drawn) = await tokens(gpu, lane)
            #expect(!drawn.isEmpty)
            guard let parting = zip(expected, drawn).enumerated().first(where: { $1.0 != $1.1 })?.offset else {
                #expect(expected == drawn)
                continue
            }
            let row = try await processor.next(after: before + expected[..<parting], isWhole: true).row
            // The processor rounds what weights are multiplied by to 8 bits, GPUs don't: logits differ by up to half of one.
            let likely = [expected[parting], drawn[parting]].map { row.probability(of: $0) ?? 0 }
            #expect(likely[1] > likely[0] * 0.6, "“\(lane.name)” parts after \(parting) tokens: \(likely)")
        }
    }

    @Test func `layers are shared out as asked`() async throws {
        let engine = try await Self.engine(gpuLayers: 10)
        defer { engine.shutDown() }
        #expect(engine.choices.gpu?.layers == 10)
        #expect(engine.choices.description.contains("10 of 31 layers on Vulkan0"))
        let (_, drawn) = await tokens(engine, Self.lane(Self.texts[0]))
        #expect(engine.texts(of: drawn).joined().hasPrefix(" Paris"))
    }
}
