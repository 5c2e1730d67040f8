import Foundation
import Lanes
import Prompting
import Sampling
import TestFolders
import Testing
import YAMLText

@testable import Library

struct ConfigurationTests {
    private func read(_ text: String) throws(ConfigurationError) -> Configuration {
        try Configuration(text: text, name: "config.yaml")
    }

    /// The mistakes of a text, a line each.
    private func mistakes(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch {
            return error.everything.split(separator: "\n").map(String.init)
        }
    }

    /// The template with every setting switched on.
    private var switchedOn: String {
        Configuration.template.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let rest = line.drop { $0 == "#" }.dropFirst()
            let isSetting =
                rest.drop { $0 == " " }.prefix { $0.isLetter }.count > 0
                && (rest.hasPrefix("  ") || Configuration.keys.contains { rest.hasPrefix("\($0):") })
            return isSetting ? String(rest) : String(line)
        }.joined(separator: "\n")
    }

    @Test func `a file that says nothing, or isn't there, gives the defaults`() throws {
        #expect(try read("") == Configuration())
        #expect(try read("# nothing\n") == Configuration())
        #expect(try read(Configuration.template) == Configuration())
        #expect(try Configuration(contentsOf: "/nowhere/config.yaml") == Configuration())
    }

    @Test func `values for chat templates are read as JSON, and a list of them is a mistake`() throws {
        let configuration = try read("templateArguments: { enable_thinking: false, effort: high }")
        #expect(configuration.templateArguments == ["enable_thinking": "false", "effort": "\"high\""])
        #expect(mistakes("templateArguments: [a]").first?.contains("templateArguments") == true)
    }

    @Test func `the template has every setting, and with all of them on it is read without a mistake`() throws {
        let configuration = try read(switchedOn)
        #expect(configuration.notices == [])
        for key in Configuration.keys { #expect(Configuration.template.contains("\n# \(key):"), "\(key)") }
        #expect(configuration.modelParameters.keys == SettingsKey.allCases)
        // The values that it shows are the defaults.
        for key in SettingsKey.allCases { #expect(configuration.modelParameters[key] == Settings()[key], "\(key)") }
        let server = try #require(configuration.servers.first)
        #expect(server.price == Server.Price(input: 0.15, output: 0.6))
        #expect((server.kind, server.timeout, server.retries, server.parallel) == (.openAI, 60, 3, 4))
        #expect(configuration.servers.map(\.name) == ["gpt", "local", "cluster"])
    }

    @Test func `all parts of a file are read`() throws {
        let configuration = try read(
            """
            model: gpt/other
            sourceModel: bge-small
            modelParameters: { temperature: 0.2, stop: [END, "\\n"], logitBias: { 12: -3 } }
            modelFolders: [/models, ~/more]
            promptsFolder: /team/prompts/
            gpuLayers: { default: 20, SmolLM2: 0 }
            projector: { tiny: ~/mmproj.gguf }
            history: false
            strict: true
            theme: light
            mouse: true
            servers:
              gpt: { url: "https://api.openai.com/v1/", keyVariable: MY_KEY, model: gpt-4o-mini, without: [seed] }
              box: { url: "http://box:11434/v1" }
            """)
        #expect(configuration.model == "gpt/other")
        #expect(configuration.sourceModel == "bge-small")
        #expect(configuration.modelParameters.temperature == 0.2)
        #expect(configuration.modelParameters.stop == ["END", "\n"])
        #expect(configuration.modelParameters.logitBias == [12: -3])
        #expect(configuration.modelFolders == ["/models", NSHomeDirectory() + "/more"])
        #expect(configuration.promptsFolder == "/team/prompts")
        #expect(configuration.gpuLayers.models == ["SmolLM2": 0] && configuration.gpuLayers.usual == 20)
        #expect(configuration.projectors == ["tiny": NSHomeDirectory() + "/mmproj.gguf"])
        #expect(!configuration.keepsHistory && configuration.isStrict)
        #expect(configuration.theme == .light && configuration.usesMouse == true)
        #expect(configuration.servers.map(\.kind) == [.openAI, .ollama])
        #expect(configuration.servers[0].url == "https://api.openai.com/v1")
        #expect(configuration.servers[0].without == [.seed])
    }

    @Test func `one number of layers on a GPU holds for all models, and without one there is none`() throws {
        #expect(try read("gpuLayers: 12").gpuLayers.usual == 12)
        #expect(try read("theme: dark").gpuLayers.usual == nil)
    }

    @Test func `every mistake is named with its line, all at once`() {
        let found = mistakes(
            """
            modelParameters:
              temperature: hot
            history: maybe
            theme: drak
            modelFolders: [models]
            servers:
              a b: { url: "http://x/v1" }
              c: { model: m }
              d: { url: "ftp://x", timeout: 0, retries: 1.5, without: [topq] }
              e: []
            gpuLayers: { default: all }
            projector: { tiny: mmproj.gguf, other: [] }
            """)
        let expected = [
            "config.yaml, line 2, column 16: `modelParameters.temperature` is `hot`; it takes a number from 0 to 100",
            "line 3, column 10: `history` is `maybe`; it takes true or false.",
            "line 4, column 8: `theme` is `drak`; it takes one of automatic, dark, light; did you mean `dark`?",
            "line 5, column 16: `modelFolders[0]` is `models`; it takes a folder's full path",
            "line 7, column 3: `servers.a b` is not a name for a server", "line 8, column 3: `servers.c` has no `url`",
            "line 9, column 13: `servers.d.url` is not an address", "line 9, column 33: `servers.d.timeout` is `0`",
            "line 9, column 45: `servers.d.retries` is `1.5`", "`topq`, which is not a setting; did you mean `topK`?",
            "line 10, column 6: `servers.e` is a list", "`servers.e` has no `url`",
            "line 11, column 23: `gpuLayers.default` is `all`; it takes a whole number from 0 to 1000.",
            "line 12, column 20: `projector.tiny` is `mmproj.gguf`; it takes a file's full path",
            "`projector.other` is a list; it takes a text.",
        ]
        #expect(found.count == expected.count, "\(found)")
        for (sentence, says) in zip(found, expected) { #expect(sentence.contains(says), "\(sentence)") }
    }

    @Test func `an unknown setting is noticed with its line and the one that was meant`() throws {
        let configuration = try read("them: dark\nservers:\n  a: { url: http://x/v1, modle: y }\n")
        #expect(configuration.notices.count == 2)
        #expect(configuration.notices[0].contains("line 1: there is no setting `them`; did you mean `theme`?"))
        #expect(configuration.notices[1].contains("line 3: there is no setting `modle` in `servers.a`"))
    }

    @Test func `where a file with many mistakes is in the way, the first are named and the rest counted`() throws {
        let text = (1...20).map { "setting\($0): 1" }.joined(separator: "\n") + "\nmodelParameters: { topK: x }\n"
        let error = #expect(throws: ConfigurationError.self) { try self.read(text) }
        let sentence = try #require(error).description
        #expect(sentence.count < 500)
        #expect(sentence.contains(#/\n[0-9]+ more mistakes follow\./#))
    }

    @Test func `unknown settings are named among the mistakes`() {
        let found = mistakes("hist: true\ntheme: blue\nmodelParameters: { temprature: 1, topK: x }\n")
        let expected = [
            "config.yaml, line 1, column 1: `hist` is not a setting", "line 2, column 8: `theme` is `blue`",
            "line 3, column 20: `modelParameters.temprature` is not a setting; did you mean `temperature`?",
            "line 3, column 41: `modelParameters.topK` is `x`",
        ]
        #expect(found.count == expected.count, "\(found)")
        for (sentence, says) in zip(found, expected) { #expect(sentence.contains(says), "\(sentence)") }
    }

    @Test func `a key in the file is refused and not repeated`() {
        for line in [
            "keyVariable: sk-SECRET-1", "apiKey: SECRET-1", "api_key: SECRET-1", "url: http://me:SECRET-1@x/v1",
        ] {
            let found = mistakes(
                "servers:\n  a:\n    \(line)\n\(line.hasPrefix("url") ? "" : "    url: http://x/v1\n")")
            #expect(found.count == 1, "\(line): \(found)")
            #expect(found.allSatisfy { $0.contains("line 3") && !$0.contains("SECRET") }, "\(found)")
        }
    }

    @Test func `what isn't YAML is told with its line`() {
        #expect(mistakes("model: [a\ntheme: dark").first?.contains("line ") == true)
        #expect(mistakes("model: a\nmodel: b").first?.contains("line 2") == true)
    }

    @Test func `a word for a model is a server's where a server has that name`() throws {
        let configuration = try read("servers: { gpt: { url: http://x/v1, model: small }, bare: { url: http://x/v1 } }")
        #expect(configuration.server(for: "gpt")?.model == "small")
        #expect(configuration.server(for: "gpt/org/large")?.model == "org/large")
        #expect(configuration.server(for: "bare")?.server.name == "bare")
        #expect(configuration.server(for: "bare")?.model == nil)
        #expect(configuration.server(for: "smollm2") == nil)
        #expect(configuration.server(for: "openai/gpt-4o") == nil)
    }

    @Test func `a prompt's server model stays where the settings have that server`() throws {
        let source = YAMLSource(file: "x", text: "input: Hi\nmodel: gpt/large\nlanes: [{ name: a, model: other/m }]\n")
        let root = try #require(try YAMLComposer.compose(source))
        var reader = PromptReader(source: source, places: ["gpt"])
        let prompt = try reader.prompt(from: root)
        #expect(prompt.model == "gpt/large")
        #expect(prompt.lanes[0].model == nil)
        #expect(reader.modelNotices == ["x: its model other/m is a server's, so the default model is used."])
    }

    @Test func `a server has one address or several`() throws {
        let configuration = try read(
            "servers: { box: { urls: [http://a/v1/, http://b/v1, http://a/v1] }, one: { urls: [http://b/v1], url: http://c/v1 } }"
        )
        #expect(
            configuration.servers.map(\.urls) == [["http://a/v1", "http://b/v1"], ["http://c/v1", "http://b/v1"]])
        #expect(mistakes("servers: { box: { urls: [] } }").first?.contains("lists no address") == true)
        #expect(mistakes("servers: { box: { urls: http://a/v1 } }").first?.contains("takes a list") == true)
        #expect(mistakes("servers: { box: { urls: [ftp://a] } }").first?.contains("urls[0]") == true)
    }

    @Test func `the template is written once`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/deep/config.yaml"
        try Configuration.writeTemplate(to: path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == Configuration.template)
        #expect(throws: ConfigurationError.exists(file: path)) { try Configuration.writeTemplate(to: path) }
    }

    @Test(arguments: [
        ("", "model: new\n"), ("theme: dark\n", "model: new\ntheme: dark\n"),
        ("model: old # why\ntheme: dark\n", "model: new # why\ntheme: dark\n"), ("model:\n", "model: new\n"),
        ("model: # none\n", "model: new # none\n"),
        ("# model: smollm2\n\n# rest", "# model: smollm2\nmodel: new\n\n# rest"),
    ])
    func `setting the default model changes nothing else in the file`(before: String, after: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/config.yaml"
        if !before.isEmpty { try before.write(toFile: path, atomically: true, encoding: .utf8) }
        try Configuration.setModel("new", in: path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == after)
    }

    @Test func `a file with a mistake is not written`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/config.yaml"
        try "theme: pink\n".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: ConfigurationError.self) { try Configuration.setModel("new", in: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "theme: pink\n")
    }
}
