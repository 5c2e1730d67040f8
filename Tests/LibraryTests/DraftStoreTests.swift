import Foundation
import Prompting
import TestFolders
import Testing

@testable import Library

/// Two stores in one process are to each other what two processes are: a lock belongs to the file that was opened.
struct DraftStoreTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/state/drafts" }

    init() throws { folder = try TemporaryFolder() }

    private func draft(_ input: String) -> Draft {
        var prompt = Prompt()
        prompt.input = input
        prompt.modelParameters.logitBias = [3: -1]
        prompt.examples = [Example(input: "한", output: "🙂", isOn: false)]
        return Draft(path: "/a/b.prompt.yaml", prompt: prompt, date: Date(timeIntervalSince1970: 1_000_000))
    }

    @Test func `a draft of before examples had images is read`() throws {
        let now = try JSONSerialization.jsonObject(with: JSONEncoder().encode(draft("a")))
        var old = try #require(now as? [String: Any])
        var prompt = try #require(old["prompt"] as? [String: Any])
        var examples = try #require(prompt["examples"] as? [[String: Any]])
        #expect(examples[0].removeValue(forKey: "images") != nil)
        prompt["examples"] = examples
        old["prompt"] = prompt
        let read = try JSONDecoder().decode(Draft.self, from: JSONSerialization.data(withJSONObject: old))
        #expect(read.prompt.examples == draft("a").prompt.examples)
    }

    @Test func `a draft of before prompts had turns is read`() throws {
        let now = try JSONSerialization.jsonObject(with: JSONEncoder().encode(draft("a")))
        var old = try #require(now as? [String: Any])
        var prompt = try #require(old["prompt"] as? [String: Any])
        #expect(prompt.removeValue(forKey: "turns") != nil)
        old["prompt"] = prompt
        let read = try JSONDecoder().decode(Draft.self, from: JSONSerialization.data(withJSONObject: old))
        #expect(read.prompt == draft("a").prompt)
    }

    @Test func `a draft keeps what its prompt was imported as, and one of before that is read`() throws {
        var imported = draft("a")
        imported.importedText = "input: a\nevaluators: [{ string: { contains: b } }]\n"
        let data = try JSONEncoder().encode(imported)
        #expect(try JSONDecoder().decode(Draft.self, from: data) == imported)
        var old = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(old.removeValue(forKey: "importedText") != nil)
        let read = try JSONDecoder().decode(Draft.self, from: JSONSerialization.data(withJSONObject: old))
        imported.importedText = nil
        #expect(read == imported)
    }

    @Test func `a draft of before prompts had evaluators takes those of its file`() throws {
        let file = folder.path + "/b.prompt.yaml"
        try "input: a\nevaluators:\n  - { name: polite, type: contains, value: please }\n".write(
            toFile: file, atomically: true, encoding: .utf8)
        var one = draft("b")
        one.path = file
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let place = URL(filePath: "\(path)/gone_\(one.id.uuidString).json")
        var old = try #require(JSONSerialization.jsonObject(with: JSONEncoder().encode(one)) as? [String: Any])
        try JSONSerialization.data(withJSONObject: old).write(to: place)
        let store = try DraftStore(folder: path)
        #expect(store.abandoned().drafts == [one])
        #expect(old.removeValue(forKey: "hasEvaluators") != nil)
        try JSONSerialization.data(withJSONObject: old).write(to: place)
        let found = try #require(store.abandoned().drafts.first)
        #expect(found.prompt.input == "b" && found.prompt.evaluators?.contains("please") == true)
    }

    @Test func `the text of a prompt that was never saved becomes a file with all that it holds`() throws {
        var file = try PromptFile(
            unsaved: "input: a\nevaluators:\n  - name: short\n    string: { contains: b }\n", path: "prompt")
        var prompt = file.prompt
        prompt.input = "another"
        try file.update(to: prompt)
        let saved = folder.path + "/new.prompt.yaml"
        try file.save(as: saved)
        let read = try PromptFile(contentsOf: saved)
        #expect(read.prompt.input == "another" && read.text.contains("contains: b"))
    }

    private func leave(_ drafts: [Draft]) throws {
        let store = try DraftStore(folder: path)
        for draft in drafts { try store.write(draft) }
    }

    @Test func `a draft is found once its process is gone`() throws {
        let draft = draft("a")
        do {
            let working = try DraftStore(folder: path)
            try working.write(draft)
            let other = try DraftStore(folder: path)
            #expect(other.abandoned().drafts.isEmpty)
            #expect(working.abandoned().drafts.isEmpty)
            // Both must live until here.
            withExtendedLifetime((working, other)) {}
        }
        #expect(try DraftStore(folder: path).abandoned().drafts == [draft])
    }

    @Test func `the last writing of a draft counts`() throws {
        var draft = draft("a")
        let first = draft
        draft.prompt.input = "b"
        try leave([first, draft])
        #expect(try DraftStore(folder: path).abandoned().drafts == [draft])
    }

    @Test func `an adopted draft is offered to nobody else`() throws {
        let draft = draft("a")
        try leave([draft])
        do {
            let store = try DraftStore(folder: path)
            try store.adopt(draft)
            let other = try DraftStore(folder: path)
            #expect(other.abandoned().drafts.isEmpty)
            withExtendedLifetime((store, other)) {}
        }
        #expect(try DraftStore(folder: path).abandoned().drafts == [draft])
    }

    @Test func `a removed draft is gone, and so are the locks`() throws {
        let draft = draft("a")
        try leave([draft])
        do {
            let store = try DraftStore(folder: path)
            store.remove(draft.id)
            #expect(store.abandoned().drafts.isEmpty)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).isEmpty)
    }

    @Test func `a damaged draft is set aside and said, and the others are there`() throws {
        let draft = draft("a")
        try leave([draft])
        _ = try folder.write("{\"id\":", to: "state/drafts/X_1.json")
        let store = try DraftStore(folder: path)
        let found = store.abandoned()
        #expect(found.drafts == [draft])
        #expect(found.problems.count == 1 && found.problems.allSatisfy { $0.contains("X_1.json.damaged") })
        #expect(store.abandoned().problems.isEmpty)
    }

    @Test func `nobody else can read drafts`() throws {
        try leave([draft("a")])
        let manager = FileManager.default
        #expect(try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o700)
        for file in try manager.contentsOfDirectory(atPath: path) {
            #expect(try manager.attributesOfItem(atPath: path + "/" + file)[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `drafts are in the state folder`() {
        #expect(Locations(environment: ["HOME": "/h"], executable: "/x/y").drafts == "/h/.local/state/lathe/drafts")
        #expect(
            Locations(environment: ["HOME": "/h", "XDG_STATE_HOME": "/s"], executable: "/x/y").drafts
                == "/s/lathe/drafts")
    }
}
