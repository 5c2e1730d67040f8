import Sampling
import Testing

@testable import Models
@testable import Runtime

struct ModelDescriptionTests {
    private func described(_ change: (inout SyntheticModel) -> Void = { _ in }) throws -> ModelDescription {
        var model = SyntheticModel()
        change(&model)
        return try withFolder { folder in
            try ModelDescription(path: try write(model.bytes, folder + "/Tiny.Q4_K_M.gguf"))
        }
    }

    @Test func `the starter model is described as its makers do`() throws {
        let model = try ModelDescription(path: ModelFolders.models + "/" + FetchableModel.smolLM2.fileName)
        #expect(model.name == "SmolLM2-135M-Instruct.Q4_1")
        #expect(model.architecture == "llama")
        #expect(model.quantization == "Q4_1")
        #expect(model.parameters == 134_515_008)
        #expect(model.contextLength == 8192 && model.layers == 30 && model.embeddingLength == 576)
        #expect(model.vocabularySize == 49152)
        #expect(model.chatTemplate?.contains("im_start") == true)
        #expect(model.license == "apache-2.0")
        #expect(model.bos == 1 && model.eos == 2 && model.addsBOS == false)
        #expect(model.slidingWindow == nil && model.settings == SettingsPatch())
    }

    @Test func `the number of a file type becomes its usual name`() throws {
        #expect(try described().quantization == "Q4_K_M")
    }

    @Test func `without a file type the type of most weights counts`() throws {
        #expect(try described { $0.set("general.file_type", nil) }.quantization == "F32")
    }

    @Test func `recommended settings are taken over as they were written`() throws {
        let settings = try described {
            $0.set("general.sampling.temp", .f32(0.6))
            $0.set("general.sampling.top_k", .u32(20))
            $0.set("general.sampling.top_p", .f32(0.95))
            $0.set("general.sampling.min_p", .f32(0))
            $0.set("general.sampling.penalty_repeat", .f32(1.1))
            $0.set("general.sampling.penalty_last_n", .u32(32))
        }.settings
        var expected = SettingsPatch()
        expected.temperature = 0.6
        expected.topK = 20
        expected.topP = 0.95
        expected.minP = 0
        expected.repeatPenalty = 1.1
        expected.repeatLastN = 32
        #expect(settings == expected)
    }

    @Test func `recommended settings out of range are left out`() throws {
        let settings = try described {
            $0.set("general.sampling.temp", .f32(.nan))
            $0.set("general.sampling.top_p", .f32(7))
        }.settings
        #expect(settings == SettingsPatch())
    }

    @Test func `a sliding window is told`() throws {
        #expect(try described { $0.set("llama.attention.sliding_window", .u32(512)) }.slidingWindow == 512)
    }
}
