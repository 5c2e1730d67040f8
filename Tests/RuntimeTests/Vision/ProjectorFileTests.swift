import Foundation
import Testing

@testable import Models

@Suite struct ProjectorFileTests {
    @Test func `the projector whose name is most like the model's comes first, and models are none`() throws {
        try withFolder { folder in
            for name in [
                "gemma-3-4b-it-Q4_K_M.gguf", "mmproj-gemma-3-12b-it-f16.gguf", "mmproj-gemma-3-4b-it-f16.gguf",
                "mmproj-notes.txt",
            ] {
                _ = try write([], folder + "/" + name)
            }
            let found = ProjectorFile.beside(folder + "/gemma-3-4b-it-Q4_K_M.gguf")
            #expect(
                found.map { $0.split(separator: "/").last ?? "" } == [
                    "mmproj-gemma-3-4b-it-f16.gguf", "mmproj-gemma-3-12b-it-f16.gguf",
                ])
            #expect(ProjectorFile.beside(folder + "/none/model.gguf").isEmpty)
        }
    }

    @Test func `a projector fits the models of its family alone, where it belongs to one`() throws {
        try withFolder { folder in
            let path = folder + "/mmproj.gguf"
            for (kind, fitting, other) in [
                ("gemma3", "gemma3", "llama"), ("gemma3nv", "gemma3n", "gemma3"),
                ("qwen2.5vl_merger", "qwen2vl", "gemma3"),
            ] {
                try TinyVisionModel.projector(to: path, kind: kind)
                let file = try ProjectorFile(path: path)
                #expect(file.kind == kind)
                #expect(file.refusal(architecture: fitting) == nil)
                #expect(file.refusal(architecture: other)?.contains("belongs to another model") == true)
            }
            try TinyVisionModel.projector(to: path, kind: "mlp")
            #expect(try ProjectorFile(path: path).refusal(architecture: "llama") == nil)
            try TinyVisionModel.projector(to: path, kind: "hunyuanvl")
            #expect(try ProjectorFile(path: path).refusal(architecture: "hunyuan-dense") != nil)
        }
    }

    @Test func `a model is no projector`() throws {
        try withFolder { folder in
            let path = folder + "/tiny.gguf"
            try TinyVisionModel.gemma(to: path)
            #expect(throws: ModelFileError.damaged(path: path, what: "it is a model, not a projector")) {
                try ProjectorFile(path: path)
            }
        }
    }
}
