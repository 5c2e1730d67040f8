import Prompting
import Sampling
import TestPrompts
import TestRandom
import Testing

@testable import Interchange
@testable import Library

struct PresetTests {
    @Test func `what a preset of text-generation-webui doesn't name has that program's value`() throws {
        let (preset, losses) = try preset("min_p: 0.02\nxtc_probability: 0.5\nxtc_threshold: 0.2", "Creative.yaml")
        let settings = Settings().applying(preset.settings)
        #expect(preset.name == "Creative")
        #expect(settings.minP == 0.02 && settings.temperature == 1 && settings.topK == 0 && settings.topP == 1)
        #expect(losses.says("line 2", "xtc_probability") && losses.says("line 3", "xtc_threshold"))
    }

    @Test func `what does nothing isn't listed`() throws {
        let text =
            "do_sample: false\ntop_k: 1\nmirostat_mode: 0\nmirostat_tau: 8\ntfs: 1.0\nguidance_scale: 1\nseed: -1"
        let (preset, losses) = try preset(text, "x.yaml")
        #expect(preset.settings.temperature == 0 && preset.settings.topK == 1)
        #expect(losses.isEmpty)
    }

    @Test func `the window of penalties is translated`() throws {
        func window(_ text: String) throws -> Int? { try preset(text, "x.yaml").preset.settings.repeatLastN }
        #expect(try window("repetition_penalty: 1.2") == 1024)
        #expect(try window("repetition_penalty: 1.2\nrepetition_penalty_range: 0") == -1)
        #expect(try window("repetition_penalty: 1.2\nrepetition_penalty_range: 300") == 300)
        #expect(try window("top_p: 0.5") == nil)
    }

    @Test(arguments: [
        ("temperature: 2\ntop_p: 0.9", StageOrder.huggingFace, false),
        ("temperature: 2\ntop_p: 0.9\ntemperature_last: true", .llamaCpp, false),
        ("temperature: 2\ntop_p: 0.9\nsampler_priority: [top_k, top_p, min_p, temperature]", .llamaCpp, false),
        ("temperature: 2\ntop_p: 0.9\nsampler_priority: |\n  temperature\n  top_p", .huggingFace, false),
        // Top-K with temperature comes to the same in either order, so the one that is usual there is taken.
        ("temperature: 2\ntop_k: 9", .huggingFace, false),
        // Typical-P stands before min-P there, after it in Lathe's nearest order.
        ("temperature: 2\ntypical_p: 0.9\nmin_p: 0.1", .huggingFace, true),
        ("temperature: 2\nmin_p: 0.1\ntop_p: 0.5\nsampler_priority: [min_p, top_p, temperature]", .llamaCpp, true),
        (
            "temperature: 2\ntop_p: 0.9\nrepetition_penalty: 1.2\nsampler_priority: [temperature, top_p, repetition_penalty]",
            .huggingFace, true
        ),
    ])
    func `the order of stages is translated, or what differs is listed`(
        text: String, order: StageOrder, isLossy: Bool
    ) throws {
        let (preset, losses) = try preset(text, "x.yaml")
        #expect(preset.settings.order == order)
        #expect(losses.says("has it after") == isLossy, "\(losses)")
    }

    @Test func `orders that are called the same keep the same candidates with the same probabilities`() throws {
        // On random logits, a change of order that `conflicts` calls none may change nothing.
        var random = SplitMix(seed: 7)
        for _ in 0..<400 {
            var settings = Settings()
            settings.temperature = random.pick([0, 0.5, 1, 2], else: 1)
            settings.topK = random.pick([0, 3, 8], else: 0)
            settings.topP = random.pick([0.5, 0.9, 1], else: 1)
            settings.minP = random.pick([0, 0.1, 0.3], else: 0)
            settings.typicalP = random.pick([0.6, 1, 1], else: 1)
            guard StageOrder.llamaCpp.conflicts(with: StageOrder.huggingFace.stages, settings: settings).isEmpty else {
                continue
            }
            let logits = (0..<24).map { _ in Float.random(in: -4...4, using: &random) }
            func kept(_ order: StageOrder) throws -> [Int32: Int] {
                var ordered = settings
                ordered.order = order
                var funnel = Funnel(ordered)
                let row = try logits.withUnsafeBufferPointer { try Row(whole: $0) }
                let candidates = try funnel.inspect(row, history: []).get().candidates
                return Dictionary(
                    uniqueKeysWithValues: candidates.map { ($0.id, Int((($0.probability ?? 0) * 1e4).rounded())) })
            }
            #expect(try kept(.llamaCpp) == kept(.huggingFace), "\(settings)")
        }
    }

    @Test func `settings come back from a preset of text-generation-webui as they were`() throws {
        var random = SplitMix(seed: 3)
        for _ in 0..<200 {
            var prompt = Prompt()
            var patch = SettingsPatch()
            patch.temperature = random.pick([0, 0.3, 1, 1.7], else: 1)
            patch.topK = random.pick([0, 1, 40], else: 0)
            patch.topP = random.pick([0.2, 0.95, 1], else: 1)
            patch.minP = random.pick([0, 0.05], else: 0)
            patch.typicalP = random.pick([0.9, 1], else: 1)
            patch.repeatPenalty = random.pick([1, 1.2], else: 1)
            patch.presencePenalty = random.pick([0, 0.5], else: 0)
            patch.frequencyPenalty = random.pick([0, -0.5], else: 0)
            patch.repeatLastN = random.pick([-1, 64, 1024], else: 64)
            patch.order = random.pick(StageOrder.allCases, else: .llamaCpp)
            prompt.modelParameters = patch
            let written = try exported(prompt, .textGenerationWebUI)
            #expect(written.losses.isEmpty)
            let again = try preset(written.value, "x.yaml")
            let (a, b) = (Settings().applying(patch), Settings().applying(again.preset.settings))
            #expect(again.losses.isEmpty, "\(written.value)")
            for key in SettingsKey.allCases where key != .repeatLastN || FunnelStage.penalties.isActive(a) {
                if key == .order {
                    #expect(b.order.conflicts(with: a.order.stages, settings: a).isEmpty)
                } else {
                    #expect(a[key] == b[key], "\(key) in \(written.value)")
                }
            }
        }
    }

    @Test func `a preset of LM Studio decides what it names`() throws {
        let (preset, losses) = try preset(ForeignSamples.lmStudio, "calm.preset.json")
        let settings = preset.settings
        #expect(preset.name == "calm" && preset.instruction == "Be calm.")
        #expect(settings.temperature == 0.6 && settings.topK == 20 && settings.topP == 0.9 && settings.minP == 0)
        #expect(settings.repeatPenalty == 1.1 && settings.presencePenalty == 1.5 && settings.maxTokens == 512)
        #expect(settings.stop == ["##"] && settings.order == .llamaCpp)
        #expect(settings.typicalP == nil && settings.seed == nil)
        #expect(losses.says("line 13", "xtcProbability") && losses.says("contextLength"))
        #expect(losses.count == 2)
    }

    @Test func `settings come back from a preset of LM Studio as they were`() throws {
        var prompt = Prompt()
        prompt.name = "Two"
        prompt.instruction = "Talk to {{who}}."
        prompt.variables = ["who": "Kim"]
        var warm = Lane(name: "warm")
        warm.modelParameters.temperature = 1.5
        warm.modelParameters.typicalP = 0.9
        warm.modelParameters.logitBias = [5: -3]
        warm.modelParameters.maxTokens = 9
        warm.modelParameters.stop = ["a", "b"]
        prompt.lanes = [Lane(name: "plain"), warm]
        let written = try exported(prompt, .lmStudio, lane: "warm")
        #expect(written.losses.count == 1 && written.losses.says("`{{who}}`", "filled in"))
        let again = try preset(written.value, "x.preset.json").preset
        #expect(again.name == "Two warm" && again.instruction == "Talk to Kim.")
        let (a, b) = (Settings().applying(warm.modelParameters), Settings().applying(again.settings))
        #expect(a == b)
    }

    @Test func `an order that LM Studio doesn't have is listed`() throws {
        var prompt = Prompt()
        prompt.modelParameters.order = .huggingFace
        prompt.modelParameters.temperature = 1.5
        #expect(try exported(prompt, .lmStudio).losses.says("hugging-face", "temperature"))
        prompt.modelParameters.temperature = 1
        #expect(try exported(prompt, .lmStudio).losses.isEmpty)
    }

    @Test(arguments: [InterchangeFormat.textGenerationWebUI, .lmStudio])
    func `a preset holds what runs, the user's own settings too`(format: InterchangeFormat) throws {
        var own = SettingsPatch()
        (own.topK, own.temperature, own.topP) = (20, 0.33, 0.6)
        let file = try PromptFile(text: "input: a\nmodelParameters: { topP: 0.5 }", name: "x")
        let written = try Interchange.write(file, as: format, options: ExportOptions(userSettings: own)).value
        let settings = try preset(written, format == .lmStudio ? "x.preset.json" : "x.yaml").preset.settings
        #expect(settings.topK == 20 && settings.temperature == 0.33 && settings.topP == 0.5)
    }

    @Test func `a setting that isn't known is listed, and the others are read`() throws {
        let (preset, losses) = try preset("temperature: 0.5\nnew_thing: 3", "x.yaml")
        #expect(preset.settings.temperature == 0.5 && losses.says("line 2", "new_thing"))
    }

    @Test func `a preset goes into a prompt or one of its lanes, and leaves what it doesn't decide`() throws {
        let (preset, _) = try preset(ForeignSamples.lmStudio, "calm.preset.json")
        var prompt = Prompt()
        prompt.instruction = "Mine."
        prompt.modelParameters.seed = 5
        #expect(preset.apply(to: &prompt, lane: nil).says("Be calm."))
        #expect(prompt.instruction == "Mine." && prompt.modelParameters.seed == 5 && prompt.modelParameters.topK == 20)
        _ = preset.apply(to: &prompt, lane: "new")
        #expect(prompt.lanes.map(\.name) == ["new"] && prompt.lanes[0].modelParameters == preset.settings)
    }

    @Test func `what a preset can't hold is listed`() throws {
        var prompt = Prompt()
        prompt.modelParameters.seed = 4
        prompt.modelParameters.stop = ["x"]
        prompt.modelParameters.repeatLastN = 0
        prompt.modelParameters.repeatPenalty = 1.3
        prompt.lanes = [Lane(name: "a"), Lane(name: "b")]
        let losses = try exported(prompt, .textGenerationWebUI).losses
        for word in ["`seed` 4", "`stop` x", "repeatLastN", "a, b"] { #expect(losses.says(word), "\(word)") }
    }
}
