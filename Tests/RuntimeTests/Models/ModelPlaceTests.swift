import Foundation
import Testing

@testable import Models
@testable import Runtime

struct ModelPlaceTests {
    private func make(_ path: String, _ text: String = "x") throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    @Test func `a folder of the user's is searched with the folders in it`() throws {
        try withFolder { folder in
            try make(folder + "/a.gguf")
            try make(folder + "/owner/repo/b-Q4.GGUF")
            try make(folder + "/owner/repo/mmproj-b.gguf")
            try make(folder + "/big-00001-of-00002.gguf")
            try make(folder + "/big-00002-of-00002.gguf")
            try make(folder + "/.hidden.gguf")
            try make(folder + "/readme.md")
            let files = ModelPlace(.settings, folder).files()
            #expect(Set(files.map(\.name)) == ["a", "b-Q4", "big-00001-of-00002"])
        }
    }

    @Test func `Ollama's manifests name its blobs`() throws {
        try withFolder { folder in
            func manifest(_ path: String, digest: String) throws {
                try make(
                    "\(folder)/manifests/\(path)",
                    #"{"layers":[{"mediaType":"application/vnd.ollama.image.license","digest":"sha256:ff"},{"mediaType":"application/vnd.ollama.image.model","digest":"\#(digest)"}]}"#
                )
            }
            try manifest("registry.ollama.ai/library/smollm2/135m", digest: "sha256:aa11")
            try manifest("registry.ollama.ai/someone/own/latest", digest: "sha256:bb22")
            try manifest("hf.co/owner/repo/Q4", digest: "sha256:aa11")
            try manifest("registry.ollama.ai/library/gone/latest", digest: "sha256:cc33")
            try manifest("registry.ollama.ai/library/evil/latest", digest: "sha256:../../../etc/passwd")
            try make("\(folder)/manifests/registry.ollama.ai/library/broken/latest", "{")
            try make(folder + "/blobs/sha256-aa11")
            try make(folder + "/blobs/sha256-bb22")
            let files = ModelPlace(.ollama, folder).files()
            #expect(Set(files.map(\.name)) == ["smollm2:135m", "someone/own:latest", "hf.co/owner/repo:Q4"])
            #expect(files.first { $0.name == "smollm2:135m" }?.path == folder + "/blobs/sha256-aa11")
            let store = ModelStore(places: [ModelPlace(.ollama, folder)])
            #expect(try store.path(of: "smollm2:135m") == folder + "/blobs/sha256-aa11")
            #expect(try store.path(of: "someone/own") == folder + "/blobs/sha256-bb22")
            #expect(store.name(of: folder + "/blobs/sha256-bb22") == "someone/own:latest")
        }
    }

    @Test func `Hugging Face's cache is links in snapshots, each file once`() throws {
        try withFolder { folder in
            let repository = folder + "/models--owner--repo"
            try make(repository + "/blobs/abc")
            for revision in ["r1", "r2"] {
                let snapshot = "\(repository)/snapshots/\(revision)"
                try FileManager.default.createDirectory(atPath: snapshot, withIntermediateDirectories: true)
                try FileManager.default.createSymbolicLink(
                    atPath: snapshot + "/m-Q8.gguf", withDestinationPath: "../../blobs/abc")
            }
            try make(folder + "/datasets--x/snapshots/r/n.gguf")
            let files = ModelPlace(.huggingFace, folder).files()
            #expect(files.map(\.name) == ["m-Q8"])
        }
    }

    @Test func `a folder whose links lead round in a circle is looked through once`() throws {
        try withFolder { folder in
            try make(folder + "/lm/owner/m.gguf")
            for number in 0..<60 {
                try FileManager.default.createSymbolicLink(
                    atPath: folder + "/lm/owner/again\(number)", withDestinationPath: "..")
            }
            try FileManager.default.createSymbolicLink(atPath: folder + "/lm/self", withDestinationPath: "self")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/lm/self.gguf", withDestinationPath: "self.gguf")
            let clock = ContinuousClock()
            var files: [ModelPlace.File] = []
            let time = clock.measure { files = ModelPlace(.lmStudio, folder + "/lm").files() }
            #expect(files.map(\.name) == ["m", "self"])
            #expect(time < .seconds(1))
        }
    }

    @Test func `other programs' folders are where their variables say, else where they usually are`() {
        let usual = ModelPlace.others(environment: ["HOME": "/home/u"])
        #expect(usual.contains(ModelPlace(.lmStudio, "/home/u/.lmstudio/models")))
        #expect(usual.contains(ModelPlace(.ollama, "/home/u/.ollama/models")))
        #expect(usual.contains(ModelPlace(.huggingFace, "/home/u/.cache/huggingface/hub")))
        let moved = ModelPlace.others(environment: [
            "HOME": "/home/u", "OLLAMA_MODELS": "/big/ollama", "HF_HOME": "/big/hf", "LLAMA_CACHE": "/big/llama",
        ])
        #expect(moved.contains(ModelPlace(.ollama, "/big/ollama")))
        #expect(moved.contains(ModelPlace(.huggingFace, "/big/hf/hub")))
        #expect(moved.contains(ModelPlace(.llamaCpp, "/big/llama")))
        #expect(!moved.contains { $0.folder.hasPrefix("/home/u/.ollama") })
    }

    @Test func `Lathe's own model comes before another program's of the same name, and only once`() throws {
        try withFolder { folder in
            try make(folder + "/own/m.gguf")
            try make(folder + "/lm/a/b/m.gguf")
            try make(folder + "/lm/a/b/n.gguf")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/own/linked.gguf", withDestinationPath: folder + "/lm/a/b/n.gguf")
            let store = ModelStore(places: [ModelPlace(.lathe, folder + "/own"), ModelPlace(.lmStudio, folder + "/lm")])
            #expect(try store.path(of: "m") == folder + "/own/m.gguf")
            #expect(store.list().map(\.name) == ["linked", "m"])
            #expect(try store.path(of: "n") == folder + "/lm/a/b/n.gguf")
            #expect(try store.defaultPath() == folder + "/own/linked.gguf")
        }
    }

    @Test func `other programs' models are no default`() throws {
        try withFolder { folder in
            try make(folder + "/lm/n.gguf")
            let store = ModelStore(places: [ModelPlace(.lathe, folder + "/own"), ModelPlace(.lmStudio, folder + "/lm")])
            #expect(throws: ModelFileError.noModels(folder: folder + "/own")) { try store.defaultPath() }
            #expect(try store.path(of: "n") == folder + "/lm/n.gguf")
        }
    }

    // MARK: memory

    @Test func `a model's need is its weights and the context's keys and values`() throws {
        let model = try ModelDescription(path: StarterModel.smolLM2)
        // 30 layers, 3 key-value heads of 64, keys and values, 2 bytes each.
        #expect(model.bytesPerToken == 23_040)
        let small = MemoryNeed(model, contextLength: 0, memory: MachineMemory(total: 1 << 40, available: 1 << 40))
        let large = MemoryNeed(model, contextLength: 8192, memory: MachineMemory(total: 1 << 40, available: 1 << 40))
        #expect(large.bytes - small.bytes == 8192 * 23_040)
        #expect(small.bytes > model.bytes)
        #expect(try ModelDescription(path: StarterModel.gemma3).bytesPerToken == 18_432)
    }

    @Test func `it fits, is tight, or is too large`() throws {
        let model = try ModelDescription(path: StarterModel.smolLM2)
        func fit(_ total: UInt64, _ available: UInt64) -> MemoryNeed.Fit {
            MemoryNeed(model, contextLength: 8192, memory: MachineMemory(total: total, available: available)).fit
        }
        #expect(fit(4 << 30, 2 << 30) == .fits)
        #expect(fit(4 << 30, 1 << 26) == .tight)
        #expect(fit(1 << 27, 1 << 26) == .tooLarge)
        #expect(MachineMemory.current.available > 0)
        #expect(MachineMemory.current.available <= MachineMemory.current.total)
    }
}
