import Testing

@testable import Models
@testable import Runtime

struct ModelStoreTests {
    @discardableResult
    private func withStore<Result>(_ names: [String], _ body: (ModelStore, String) throws -> Result) throws -> Result {
        try withFolder { folder in
            for name in names { _ = try write(SyntheticModel().bytes, "\(folder)/\(name)") }
            return try body(ModelStore(folders: [folder]), folder)
        }
    }

    @Test func `models are listed by name, bad ones with their error`() throws {
        try withStore(["b.gguf", "A.GGUF", "notes.txt", ".part.gguf"]) { store, folder in
            _ = try write(Array("hello".utf8), folder + "/bad.gguf")
            let list = store.list()
            #expect(list.map(\.name) == ["A", "b", "bad"])
            #expect(throws: Never.self) { _ = try list[0].result.get() }
            #expect(throws: ModelFileError.self) { _ = try list[2].result.get() }
        }
    }

    @Test(arguments: ["Llama-3.Q4_0.gguf", "llama-3.q4_0", "LLAMA", "llama-3.Q4"])
    func `a name is found in any case, with or without its ending or its end`(word: String) throws {
        try withStore(["Llama-3.Q4_0.gguf", "other.gguf"]) { store, folder in
            let found = try store.path(of: word)
            #expect(found == folder + "/Llama-3.Q4_0.gguf")
        }
    }

    @Test func `the whole of one name wins over the beginning of another`() throws {
        try withStore(["a.gguf", "ab.gguf"]) { store, folder in
            let found = try store.path(of: "a")
            #expect(found == folder + "/a.gguf")
        }
    }

    @Test func `a beginning that several share names them`() throws {
        try withStore(["aa.gguf", "ab.gguf"]) { store, _ in
            #expect(throws: ModelFileError.ambiguousName(name: "a", matches: ["aa", "ab"])) {
                _ = try store.path(of: "a")
            }
        }
    }

    @Test(arguments: FetchableModel.all)
    func `a fetchable model's short name finds its file`(model: FetchableModel) throws {
        try withStore([model.fileName, "zz.gguf"]) { store, folder in
            let found = try store.path(of: model.name)
            #expect(found == "\(folder)/\(model.fileName)")
        }
    }

    @Test func `a path is taken as it is`() throws {
        try withStore(["a.gguf"]) { store, folder in
            let found = try store.path(of: folder + "/a.gguf")
            #expect(found == folder + "/a.gguf")
            #expect(throws: ModelFileError.missing(path: "./nope.gguf")) { _ = try store.path(of: "./nope.gguf") }
        }
    }

    @Test func `an unknown name lists what there is and what to fetch`() throws {
        try withStore(["a.gguf", "b.gguf"]) { store, _ in
            let error = #expect(throws: ModelFileError.self) { _ = try store.path(of: "gpt") }
            #expect(error?.description == "There is no model named “gpt”.")
            #expect(error?.remedy == .nameModel(known: ["a", "b"], fetchable: "smollm2"))
        }
    }

    @Test func `the starter model is the default`() throws {
        try withStore(["aaa.gguf", FetchableModel.smolLM2.fileName]) { store, folder in
            let found = try store.defaultPath()
            #expect(found == "\(folder)/\(FetchableModel.smolLM2.fileName)")
        }
    }

    @Test func `without the starter model the first by name is the default`() throws {
        try withStore(["b.gguf", "a.gguf"]) { store, folder in
            let found = try store.defaultPath()
            #expect(found == folder + "/a.gguf")
        }
    }

    @Test func `without any model the error says how to get one`() throws {
        try withStore([]) { store, folder in
            #expect(throws: ModelFileError.noModels(folder: folder)) { _ = try store.defaultPath() }
        }
    }
}
