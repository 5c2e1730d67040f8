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
        #expect(settings.xtcProbability == 0.5 && settings.xtcThreshold == 0.2 && losses.isEmpty)
        #expect(preset.settings.dryMultiplier == nil)
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
        ("temperature: 2\ntop_p: 0.9", "hugging-face"),
        ("temperature: 2\ntop_p: 0.9\ntemperature_last: true", "llama.cpp"),
        ("temperature: 2\ntop_p: 0.9\nsampler_priority: [top_k, top_p, min_p, temperature]", "llama.cpp"),
        ("temperature: 2\ntop_p: 0.9\nsampler_priority: |\n  temperature\n  top_p", "hugging-face"),
        // Top-K with temperature comes to the same in either order, so the one that is usual there is taken.
        ("temperature: 2\ntop_k: 9", "hugging-face"),
        ("temperature: 2\ntop_k: 9\nsampler_priority: [temperature, top_k]", "hugging-face"),
        // Typical-P stands before min-P there, and after it in the preset that is nearest.
        (
            "temperature: 2\ntypical_p: 0.9\nmin_p: 0.1",
            "penalties;dry;top-n-sigma;temperature;top-k;top-p;typical-p;min-p;xtc;adaptive-p"
        ),
        (
            "temperature: 2\nmin_p: 0.1\ntop_p: 0.5\nsampler_priority: [min_p, top_p, temperature]",
            "min-p;top-p;temperature;penalties;dry;top-n-sigma;top-k;typical-p;xtc;adaptive-p"
        ),
        (
            "temperature: 1\ndynamic_temperature: true\ndynatemp_low: 0.5\ndynatemp_high: 2\ntop_p: 0.9\nsampler_priority: [temperature, top_p, dynamic_temperature]",
            "llama.cpp"
        ),
    ])
    func `the order of stages is translated`(text: String, order: String) throws {
        let (preset, losses) = try preset(text, "x.yaml")
        #expect(preset.settings.order?.rawValue == order)
        #expect(losses.isEmpty)
    }

    @Test(arguments: [
        (["dry", "top_k", "top_p", "temperature"], "llama.cpp"), (["dry", "penalties", "top_k", "top_p"], "koboldcpp"),
        (["temperature", "top_k", "top_p"], "hugging-face"), (["top_k"], "llama.cpp"),
    ])
    func `stages that a list leaves off say nothing of its order`(samplers: [String], order: String) {
        var settings = Settings()
        (settings.minP, settings.dryMultiplier, settings.repeatPenalty) = (0, 0.8, 1.1)
        if !samplers.contains("dry") { settings.dryMultiplier = 0 }
        if !samplers.contains("penalties") { settings.repeatPenalty = 1 }
        if !samplers.contains("top_p") { settings.topP = 1 }
        if !samplers.contains("temperature") { settings.temperature = 1 }
        #expect(StageOrder.translated(samplers, unnamed: .off, settings: settings).rawValue == order)
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
            if random.below(3) == 0 { addFurtherStages(to: &patch, &random) }
            prompt.modelParameters = patch
            let written = try exported(prompt, .textGenerationWebUI)
            #expect(written.losses.isEmpty)
            let again = try preset(written.value, "x.yaml")
            let (a, b) = (Settings().applying(patch), Settings().applying(again.preset.settings))
            #expect(again.losses.isEmpty, "\(written.value)")
            for key in SettingsKey.allCases where key != .repeatLastN || FunnelStage.penalties.isActive(a) {
                // What tunes a stage that is off isn't written.
                if let main = key.setting.tunes, a.isOff(main) { continue }
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
        #expect(settings.xtcProbability == 0.5)
        #expect(losses.says("contextLength") && losses.count == 1)
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
        (warm.modelParameters.xtcProbability, warm.modelParameters.xtcThreshold) = (0.5, 0.2)
        (warm.modelParameters.mirostatTau, warm.modelParameters.mirostatEta) = (4, 0.2)
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

    /// Switches stages on that are off unless somebody asks for them.
    private func addFurtherStages(to patch: inout SettingsPatch, _ random: inout SplitMix) {
        (patch.xtcProbability, patch.xtcThreshold) = (0.5, random.pick([0.1, 0.2], else: 0.1))
        patch.topNSigma = random.pick([1, 2], else: 1)
        (patch.dryMultiplier, patch.dryAllowedLength, patch.dryLastN) = (0.8, 3, patch.repeatLastN)
        patch.dryBreakers = ["\n", "\"", "é, "]
        // As decimals 0.9 - 0.3 and 0.9 + 0.3 aren't 0.6 and 1.2 to the bit.
        (patch.temperature, patch.dynatempRange, patch.dynatempExponent) = (0.9, 0.3, 2)
        patch.adaptiveTarget = random.pick([0.4, 0], else: 0)
    }

    @Test(arguments: [InterchangeFormat(KoboldSettings()), InterchangeFormat(SillyTavernPreset())])
    func `settings come back from presets that name every stage`(format: InterchangeFormat) throws {
        var random = SplitMix(seed: 5)
        for trial in 0..<60 {
            var patch = SettingsPatch()
            (patch.temperature, patch.topK, patch.topP) = (0.7, random.pick([0, 40], else: 0), 0.9)
            (patch.minP, patch.typicalP, patch.repeatPenalty) = (0.02, 1, 1.1)
            patch.repeatLastN = random.pick([-1, 128], else: 128)
            patch.order =
                format.rawValue == "koboldcpp" ? .koboldCpp : random.pick(StageOrder.allCases, else: .llamaCpp)
            if trial % 2 == 0 { addFurtherStages(to: &patch, &random) }
            if trial % 5 == 0 { (patch.mirostatTau, patch.mirostatEta) = (4, 0.3) }
            var prompt = Prompt()
            prompt.modelParameters = patch
            let written = try exported(prompt, format)
            #expect(written.losses.isEmpty, "\(written.losses)")
            let again = try preset(written.value, "x.json")
            let (a, b) = (Settings().applying(patch), Settings().applying(again.preset.settings))
            #expect(again.losses.isEmpty, "\(again.losses)")
            for key in SettingsKey.allCases where key != .order {
                if let main = key.setting.tunes, a.isOff(main) { continue }
                if key == .dynatempRange, a.isMirostat { continue }
                if a.isMirostat, key == .temperature { continue }
                #expect(a[key] == b[key], "\(key) in \(written.value)")
            }
            #expect(b.order.conflicts(with: a.order.stages, settings: a).isEmpty)
        }
    }

    @Test(arguments: [InterchangeFormat(KoboldSettings()), InterchangeFormat(SillyTavernPreset())])
    func `stages that look at no tokens are off in a preset`(format: InterchangeFormat) throws {
        var prompt = Prompt()
        (prompt.modelParameters.repeatPenalty, prompt.modelParameters.repeatLastN) = (1.3, 0)
        (prompt.modelParameters.dryMultiplier, prompt.modelParameters.dryLastN) = (0.8, 0)
        let again = try preset(try exported(prompt, format).value, "x.json").preset.settings
        let settings = Settings().applying(again)
        #expect(!FunnelStage.penalties.isActive(settings) && !FunnelStage.dry.isActive(settings))
    }

    @Test func `a dynamic temperature that the order leaves out is off in a preset of text-generation-webui`() throws {
        var prompt = Prompt()
        prompt.modelParameters.dynatempRange = 0.5
        prompt.modelParameters.order = StageOrder([.topK, .minP])
        let again = try preset(try exported(prompt, .textGenerationWebUI).value, "x.yaml").preset.settings
        #expect(Settings().applying(again).isOff(.dynatempRange) && again.temperature == 1)
    }

    @Test(arguments: ["nan", "1e9", "-1", "hot"])
    func `an end of a dynamic temperature that is none is refused`(end: String) {
        for (text, name) in [
            (#"{"temp": 1, "rep_pen": 1, "dynatemp": true, "min_temp": 0, "max_temp": "\#(end)"}"#, "x.json"),
            ("temperature: 1\ndynamic_temperature: true\ndynatemp_high: \(end)", "x.yaml"),
        ] {
            #expect {
                try preset(text, name)
            } throws: {
                "\($0)".contains("from 0 to 100")
            }
        }
    }

    @Test func `what Lathe has no stage for is listed with its line`() throws {
        let kobold = """
            {"temperature": 0.8, "rep_pen": 1.07, "rep_pen_slope": 0.7, "top_a": 0.2, "smoothing_factor": 0,
            "sampler_order": [6, 0, 1, 3, 4, 2, 5], "mirostat": 1}
            """
        let (first, losses) = try preset(kobold, "x.json")
        #expect(first.settings.repeatPenalty == 1.07 && first.settings.repeatLastN == 320 && first.settings.topK == 100)
        #expect(first.settings.order == .koboldCpp && first.settings.mirostatTau == nil)
        #expect(losses.says("rep_pen_slope") && losses.says("top_a") && losses.says("mirostat 1") && losses.count == 3)
        let tavern = """
            {"temp": 1, "rep_pen": 1.1, "rep_pen_range": 0, "dynatemp": true, "min_temp": 0.5, "max_temp": 1.5, "tfs": 0.9,
            "nsigma": 1.5, "samplers": ["top_k", "min_p", "temperature"], "seed": -1}
            """
        let (second, more) = try preset(tavern, "x.json")
        #expect(second.settings.dynatempRange == 0.5 && second.settings.repeatLastN == -1)
        #expect(second.settings.order?.listed == [.topK, .minP, .temperature])
        #expect(more.says("line 1", "tfs") && more.count == 1)
    }

    @Test func `what else changes the draw is listed with its line, and unknown keys in one sentence`() throws {
        let kobold = """
            {"temperature": 0.8, "rep_pen": 1.07, "grammar": "root ::= x", "banned_tokens": ["a"], "logit_bias": {},
            "n": 2, "zoom": 1, "quiet": true}
            """
        let first = try preset(kobold, "x.json").losses
        #expect(
            first.says("line 1", "grammar") && first.says("banned_tokens") && first.says("`n`") && first.says("`zoom`"))
        #expect(first.count == 4, "\(first)")
        let tavern = """
            {"temp": 1, "rep_pen": 1.1, "logit_bias": [{"id": 1}], "json_schema": {}, "min_keep": 0, "ban_eos_token": true,
            "early_stopping": false, "unheard_of": 3, "streaming": true}
            """
        let second = try preset(tavern, "x.json").losses
        #expect(second.says("logit_bias") && second.says("ban_eos_token") && second.says("`unheard_of`"))
        #expect(second.count == 3, "\(second)")
    }

    @Test func `KoboldCpp's page and launcher have their settings in files of their own`() throws {
        let page =
            #"{"savedsettings": {"temperature": 0.6, "rep_pen": 1.1, "typ_s": 0.9, "miro_type": 2, "miro_tau": 4}}"#
        let saved = try preset(page, "x.json").preset.settings
        #expect(saved.typicalP == 0.9 && saved.mirostatTau == 4)
        let launcher = #"{"model_param": "x.gguf", "gendefaults": "{\"temperature\": 0.6, \"min_p\": 0.1}"}"#
        #expect(try preset(launcher, "x.kcpps").preset.settings.minP == 0.1)
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
