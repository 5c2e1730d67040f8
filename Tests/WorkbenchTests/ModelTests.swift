import Foundation
import Lanes
import Models
import Prompting
import Terminal
import Testing

@testable import Library
@testable import Workbench

extension ModelFacts {
    /// A base model beside the starter model.
    static let gemma = ModelFacts(
        name: "gemma-3-270m-q4_k_m", path: "models/gemma.gguf", quantization: "Q4_K_M", contextLength: 4096,
        hasChatTemplate: false)
}

extension ModelEntry {
    static let all = [
        ModelEntry(name: "broken", path: "models/broken.gguf", description: nil, problem: "It ends in its header."),
        ModelEntry(
            name: "gemma-3-270m-q4_k_m", path: "models/gemma.gguf",
            description: try? description("gemma3", "Q4_K_M", bytes: 253_000_000, contextLength: 32768)),
        ModelEntry(
            name: "SmolLM2-135M-Instruct", path: "models/smollm2.gguf",
            description: try? description("llama", "Q4_1", bytes: 98_000_000, contextLength: 8192)),
    ]

    private static func description(
        _ architecture: String, _ quantization: String, bytes: Int, contextLength: Int
    ) throws -> ModelDescription {
        let text = """
            {"name": "m", "path": "m.gguf", "architecture": "\(architecture)", "parameters": 1, "bytes": \(bytes),
            "quantization": "\(quantization)", "contextLength": \(contextLength), "embeddingLength": 1, "layers": 1,
            "vocabularySize": 1, "settings": {}, "license": "apache-2.0",
            "identity": {"path": "\(architecture).gguf", "size": 1, "modified": 1, "inode": 1}}
            """
        return try JSONDecoder().decode(ModelDescription.self, from: Data(text.utf8))
    }
}

@Suite struct ModelTests {
    /// The models' list is open and the cursor is on Gemma.
    private func choosing(_ pilot: inout Pilot) {
        pilot.press("Alt-l")
        #expect(pilot.effects.last == .models(.listModels))
        pilot.report(
            .models(
                .modelsListed(
                    ModelEntry.all, MemoryUse(used: 200_000_000, available: 4_000_000_000, total: 8_000_000_000))))
        pilot.type("gem")
        pilot.forget()
    }

    @Test func `how a loaded model computes is told with the reason`() throws {
        var pilot = Pilot(hasModel: false)
        let entry = try #require(ModelEntry.all.first { $0.description != nil })
        var choices = EngineChoices(threads: 2)
        choices.gpu = GPUShare(layers: 10, ofLayers: 31, devices: ["Vulkan0 (a driver)"])
        pilot.report(
            .engine(
                .model(
                    nil,
                    .ready(
                        ModelFacts(
                            name: entry.name, path: entry.path, quantization: "Q4_1", contextLength: 2048,
                            hasChatTemplate: true, choices: choices)))))
        pilot.press("Alt-l")
        pilot.report(.models(.modelsListed(ModelEntry.all, nil)))
        pilot.type(entry.name)
        #expect(pilot.sees("Computes with plain attention, 2 threads"))
        #expect(pilot.sees("10 of 31 layers"))
        #expect(pilot.sees("Vulkan0 (a driver)"))
    }

    @Test func `what takes a while after the file was read is named`() {
        var pilot = Pilot(hasModel: false)
        pilot.report(.engine(.model(nil, .loading(name: "SmolLM2-135M-Instruct", progress: 1))))
        #expect(pilot.sees("100 %"))
        pilot.report(.engine(.model(nil, .preparing(name: "SmolLM2-135M-Instruct", what: "measuring its speed"))))
        #expect(pilot.sees("measuring its speed · SmolLM2-135M-Instruct"))
        #expect(!pilot.sees("100 %"))
        pilot.press("F5")
        pilot.load()
        #expect(Set(pilot.runNames) == ["cool", "warm"])
    }

    @Test func `errors advise the screen's keys and not the command line's options`() {
        let errors: [any Error] = [
            EngineError.notAGenerator(path: "m.gguf"), EngineError.contextFailed(cells: 8, reason: "no memory"),
            EngineError.chatTemplate("has a mistake at line 1: x"), EngineError.noChatTemplate,
            EngineError.promptTooLong(tokens: 9, context: 8), EngineError.noDistribution(server: "ours"),
            PromptError.missingVariables([MissingVariable(name: "review", field: .input)], known: []),
            PromptError.noChatTemplate, ModelFileError.noModels(folder: "models"),
            ModelFileError.unknownName(name: "tiny", known: []),
        ]
        for error in errors {
            let text = screenText(of: error)
            #expect(!text.contains("--"), "\(text)")
        }
        #expect(screenText(of: EngineError.decodeFailed(reason: "x")) == "\(EngineError.decodeFailed(reason: "x"))")
    }

    @Test func `the first press for colours changes them, whatever the terminal's ground`() {
        var pilot = Pilot()
        pilot.press("Alt-c")
        #expect(pilot.effects.contains(.terminal(.useTheme(.light))))
        var light = Pilot()
        light.report(.ground(.light))
        light.press("Alt-c")
        #expect(light.effects.contains(.terminal(.useTheme(.dark))))
        light.press("Alt-c")
        #expect(light.effects.last == .terminal(.useTheme(.light)))
    }

    private func loads(_ pilot: Pilot) -> [String?] {
        pilot.effects.compactMap { if case .engine(.loadModel(let word, _)) = $0 { .some(word) } else { nil } }
    }

    @Test func `the model that the prompt names is asked for at the start`() {
        var prompt = Prompt.plain
        prompt.model = "gemma3-270m"
        var state = State(size: Size(columns: 140, rows: 40), prompt: prompt)
        #expect(update(&state, .terminal(.resumed)).contains(.engine(.loadModel("gemma3-270m", idle: []))))
    }

    @Test func `lanes and prompts that name no model are on the settings' one, a server too`() {
        var state = State(
            size: Size(columns: 140, rows: 40), prompt: .plain, model: ModelChoice(settings: "gpt"))
        #expect(update(&state, .terminal(.resumed)).contains(.engine(.loadModel("gpt", idle: []))))
    }

    @Test func `the command line's model comes before the prompt's, a lane's own before both`() {
        var prompt = Prompt.reviews
        prompt.model = "gemma3-270m"
        prompt.lanes[1].model = "other"
        let state = State(
            size: Size(columns: 140, rows: 40), prompt: prompt, model: ModelChoice(commandLine: "smollm2"))
        #expect(state.setup.modelWord(of: 0) == "smollm2")
        #expect(state.setup.modelWord(of: 1) == "other")
    }

    @Test func `Enter in the models' list puts all lanes on a model, and undo takes it back`() {
        var pilot = Pilot()
        choosing(&pilot)
        pilot.press("Enter")
        #expect(pilot.state.composer.prompt.model == "gemma-3-270m-q4_k_m")
        #expect(loads(pilot) == ["gemma-3-270m-q4_k_m"])
        #expect(pilot.sees("loading gemma-3-270m-q4_k_m"))
        pilot.press("^_")
        #expect(pilot.state.composer.prompt.model == nil)
    }

    @Test func `a model for one lane alone leaves the others where they are`() {
        var pilot = Pilot()
        choosing(&pilot)
        pilot.press("Tab Enter")
        #expect(pilot.state.composer.prompt.model == nil)
        #expect(pilot.state.board.lanes.map(\.lane.model) == ["gemma-3-270m-q4_k_m", nil])
        pilot.report(.engine(.model("gemma-3-270m-q4_k_m", .ready(.gemma))))
        // In the layout that each can take.
        let runs = pilot.effects.compactMap { effect -> (String, String?)? in
            if case .engine(.run(_, let request, let model)) = effect { (request.lanes[0].name, model) } else { nil }
        }
        #expect(runs.map(\.0).last == "cool")
        #expect(runs.map(\.1).last == "gemma-3-270m-q4_k_m")
        #expect(pilot.sees("gemma-3-270m") && pilot.sees("SmolLM2-135M-Instruct"))
    }

    @Test func `a lane runs when its own model is there, whatever the others wait for`() {
        var prompt = Prompt.reviews
        prompt.lanes[1].model = "gemma"
        var pilot = Pilot(prompt: prompt, hasModel: false)
        pilot.load()
        #expect(pilot.runNames == ["cool"])
        pilot.forget()
        pilot.report(.engine(.model("gemma", .ready(.gemma))))
        #expect(pilot.runNames == ["warm"])
    }

    @Test func `one model's failure leaves the other model's lanes alone`() {
        var prompt = Prompt.reviews
        prompt.lanes[1].model = "gemma"
        var pilot = Pilot(prompt: prompt)
        pilot.report(.engine(.model("gemma", .failed("gemma isn't there."))))
        #expect(pilot.lane("warm")?.problem == "gemma isn't there.")
        #expect(pilot.lane("cool")?.problem == nil)
        pilot.finish(["cool": "Negative"])
        #expect(pilot.output("cool") == "Negative")
    }

    @Test func `F5 tries a model again that couldn't be loaded`() {
        var pilot = Pilot(hasModel: false)
        pilot.report(.engine(.model(nil, .failed("There are no models."))))
        pilot.forget()
        pilot.press("F5")
        #expect(loads(pilot) == [nil])
        pilot.load()
        #expect(pilot.runNames == ["cool", "warm"])
    }

    @Test func `tokens of another model are let go of, the text stays`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab Right")
        #expect(pilot.lane("cool")?.tokenCursor == 0)
        choosing(&pilot)
        pilot.press("Enter")
        #expect(pilot.output("cool") == "Negative")
        #expect(pilot.lane("cool")?.output.tokens.isEmpty == true)
        #expect(pilot.lane("cool")?.tokenCursor == nil)
        #expect(pilot.lane("cool")?.isStale == true)
    }

    @Test func `a lane with a model of its own goes back to the prompt's`() throws {
        var pilot = try Pilot.afterRun()
        choosing(&pilot)
        #expect(!pilot.footer.contains("prompt's model"))
        pilot.press("Alt-p")
        #expect(pilot.sees("The lane is on the prompt's model."))
        pilot.press("Tab Enter")
        #expect(pilot.lane("cool")?.lane.model == "gemma-3-270m-q4_k_m")
        choosing(&pilot)
        pilot.press("Alt-p")
        #expect(pilot.lane("cool")?.lane.model == nil && pilot.state.layers.isEmpty)
        #expect(pilot.footer.contains("Lane cool uses the prompt's model again."))
    }

    @Test func `a branched lane starts anew on another model`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab Right Tab Tab Down Enter")
        #expect(pilot.state.board.lanes[1].openings.isEmpty == false)
        choosing(&pilot)
        pilot.press("Enter")
        pilot.report(.engine(.model("gemma-3-270m-q4_k_m", .ready(.gemma))))
        pilot.report(.timer(.liveRun))
        #expect(pilot.state.board.lanes.allSatisfy { $0.openings.isEmpty })
    }

    @Test func `a model that lanes are on isn't taken out of memory, another one is`() {
        var pilot = Pilot()
        choosing(&pilot)
        pilot.press("Enter")
        pilot.report(.engine(.model("gemma-3-270m-q4_k_m", .ready(.gemma))))
        pilot.press("Alt-l")
        pilot.report(.models(.modelsListed(ModelEntry.all, nil)))
        #expect(pilot.sees("in use") && pilot.sees("in memory"))
        pilot.forget()
        pilot.press("Del")
        #expect(pilot.sees("Lane cool uses it"))
        #expect(pilot.effects.isEmpty)
        pilot.press("Down Del")
        #expect(pilot.effects == [.engine(.unloadModel(path: "models/smollm2.gguf"))])
        pilot.report(.engine(.modelUnloaded(path: "models/smollm2.gguf")))
        #expect(pilot.effects.last == .models(.listModels))
    }

    @Test func `a model is made the default one for the next start`() {
        var pilot = Pilot()
        choosing(&pilot)
        pilot.forget()
        pilot.press("Alt-d")
        #expect(pilot.effects == [.models(.makeDefault(model: "gemma-3-270m-q4_k_m"))])
        pilot.report(.models(.modelsChanged(notice: "It is the default from the next start on.")))
        #expect(pilot.sees("It is the default from the next start on."))
    }

    @Test func `a broken model says why it can't be used`() {
        var pilot = Pilot()
        pilot.press("Alt-l")
        pilot.report(.models(.modelsListed(ModelEntry.all, nil)))
        pilot.type("broken\n")
        #expect(pilot.sees("It ends in its header."))
        #expect(pilot.state.composer.prompt.model == nil)
    }

    @Test func `models that no lane is on are named when another one is loaded`() {
        var pilot = Pilot()
        choosing(&pilot)
        pilot.press("Enter")
        #expect(pilot.effects.contains(.engine(.loadModel("gemma-3-270m-q4_k_m", idle: ["models/smollm2.gguf"]))))
    }
}

@Suite struct OpenFileTests {
    @Test func `the open prompt follows its file under another name`() {
        var pilot = Pilot()
        pilot.report(.files(.moved(path: "prompts/other.prompt.yaml")))
        #expect(pilot.sees("other.prompt.yaml"))
        #expect(!pilot.state.isUnsaved)
    }

    @Test func `the open prompt is unsaved work once its file is deleted`() {
        var pilot = Pilot()
        pilot.report(.files(.moved(path: nil)))
        #expect(pilot.state.isUnsaved)
        #expect(pilot.effects.contains(.files(.keepDraft(path: nil, pilot.state.promptForSaving))))
        pilot.press("^S")
        #expect(pilot.sees("Save as"))
    }

    @Test func `unsaved work on a shipped prompt asks for a name when it is saved`() {
        var pilot = Pilot()
        let draft = Draft(path: "share/tour.prompt.yaml", prompt: .plain)
        pilot.report(.files(.draftsFound([FoundDraft(draft: draft, isShipped: true)])))
        pilot.press("Enter ^S")
        #expect(pilot.sees("Save as"))
    }

    private func twoDrafts(_ path: String?) -> [FoundDraft] {
        var second = Prompt.plain
        second.input = "The second one"
        return [Draft(path: nil, prompt: .plain), Draft(path: path, prompt: second)].map {
            FoundDraft(draft: $0, isShipped: false)
        }
    }

    @Test func `unsaved work on several prompts is told in a sentence, without a chain of questions`() {
        var pilot = Pilot()
        pilot.report(.files(.draftsFound(twoDrafts(nil))))
        #expect(pilot.state.layers.isEmpty)
        #expect(pilot.footer.contains("Unsaved work on 2 prompts was kept: ^O lists it first."))
    }

    @Test func `of several, the unsaved work on the open prompt is asked about`() {
        var pilot = Pilot()
        pilot.report(.files(.draftsFound(twoDrafts("prompts/reviews.prompt.yaml"))))
        #expect(pilot.sees("and 1 more"))
        #expect(pilot.sees("The second one"))
        pilot.press("Enter")
        #expect(pilot.state.composer.prompt.input == "The second one")
    }

    @Test func `a conflict under another name is settled under that name`() {
        var pilot = Pilot()
        pilot.report(.files(.conflict(path: "prompts/theirs.prompt.yaml", now: .plain)))
        pilot.press("s")
        #expect(
            pilot.effects.last
                == .files(.save(pilot.state.promptForSaving, path: "prompts/theirs.prompt.yaml", isForced: true)))
    }
}
