import Evaluation
import Foundation
import Interchange
import JSONText
import Library
import Prompting
import TestRandom

/// Prompt files: read, compiled in all ways, and written for other programs.
struct PromptKind: FuzzKind {
    let name = "prompts"
    let count = 2000

    func input(_ seed: Int) -> [UInt8] {
        var random = SplitMix(input: seed)
        return Mutation.bytes(from: Samples.prompts, &random)
    }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws {
        let file = try PromptFile(data: Data(input), name: "a.prompt.yaml")
        var refusal: (any Error)?
        for technique in Technique.allCases {
            do {
                _ = try file.prompt.compile(technique: technique, layout: .chat, hasChatTemplate: true)
            } catch {
                refusal = error
            }
        }
        for format in InterchangeFormat.allCases {
            do {
                _ = try Interchange.write(file, as: format)
            } catch {
                refusal = error
            }
        }
        var copy = file
        var prompt = file.prompt
        prompt.input += " more"
        prompt.examples.append(Example(input: "a", output: "b"))
        _ = try copy.update(to: prompt)
        if let refusal { throw refusal }
    }
}

/// Files of other programs.
struct ForeignKind: FuzzKind {
    let name = "imports"
    let count = 2000

    private func place(_ seed: Int) -> Int { seed % Samples.foreign.count }

    func input(_ seed: Int) -> [UInt8] {
        var random = SplitMix(input: seed)
        return Mutation.bytes(from: [Samples.foreign[place(seed)].text], &random)
    }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws {
        let context = ImportContext(file: { _ in "text of a file\n---\nand more" })
        _ = try Interchange.read(
            String(decoding: input, as: UTF8.self), name: Samples.foreign[place(seed)].name, context: context)
    }
}

/// The settings file.
struct SettingsKind: FuzzKind {
    let name = "settings"
    let count = 700

    func input(_ seed: Int) -> [UInt8] {
        var random = SplitMix(input: seed)
        return Mutation.bytes(from: Samples.settings, &random)
    }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws {
        let path = folder + "/config.yaml"
        try Data(input).write(to: URL(filePath: path))
        _ = try Configuration(contentsOf: path)
    }
}

/// Data files: comma-separated values and JSON.
struct DataKind: FuzzKind {
    let name = "data"
    let count = 2000

    func input(_ seed: Int) -> [UInt8] {
        var random = SplitMix(input: seed)
        return Mutation.bytes(from: Samples.data, &random)
    }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws {
        var prompt = Prompt()
        prompt.input = "{{headline}}"
        let formats: [DataOptions.Format?] = [nil, .json, .csv(separator: nil), .csv(separator: "\t")]
        _ = try DataSet(text: String(decoding: input, as: UTF8.self), format: formats[seed % 4], for: prompt)
    }
}

/// Values in JSON.
struct JSONKind: FuzzKind {
    let name = "json"
    let count = 700

    func input(_ seed: Int) -> [UInt8] {
        var random = SplitMix(input: seed)
        return Mutation.bytes(from: Samples.data.suffix(4) + [Samples.foreign[5].text], &random)
    }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws {
        let text = String(decoding: input, as: UTF8.self)
        for value in JSONInText(text) { _ = (value.canonical.count, value.hashValue) }
        let value = try JSONValue(reading: text)
        _ = try JSONValue(reading: value.text)
    }
}
