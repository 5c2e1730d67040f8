import Foundation
import Testing

@testable import Sampling

private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

@Test func `a patch is an object of the keys it has`() throws {
    var patch = SettingsPatch()
    patch.temperature = 0.5
    patch.logitBias = [42: 1.5, 7: -100]
    patch.order = .huggingFace
    #expect(try json(patch) == #"{"logitBias":{"42":1.5,"7":-100},"order":"hugging-face","temperature":0.5}"#)
    #expect(try JSONDecoder().decode(SettingsPatch.self, from: Data(json(patch).utf8)) == patch)
}

@Test func `settings are an object of every key, and of a new one if it isn't the default`() throws {
    func keys(_ settings: Settings) throws -> Set<String> {
        let object = try JSONSerialization.jsonObject(with: Data(json(settings).utf8)) as? [String: Any]
        return Set(try #require(object).keys)
    }
    let old = SettingsKey.allCases.filter { !$0.setting.isNew }
    #expect(try keys(Settings()) == Set(old.map(\.rawValue)))
    var settings = Settings()
    settings.thinking = 0
    #expect(try keys(settings) == Set(old.map(\.rawValue) + ["thinking"]))
}

@Test(arguments: [(-1, "auto"), (0, "off"), (256, "256"), (1_000_000, "on")])
func `a setting that files spell in words is read and written so`(tokens: Int, word: String) throws {
    var patch = SettingsPatch()
    try patch.set(.thinking, to: word)
    #expect(patch.thinking == tokens)
    let written = try JSONEncoder().encode(patch)
    #expect(try JSONDecoder().decode(SettingsPatch.self, from: written) == patch)
    #expect(String(decoding: written, as: UTF8.self).contains(word))
}

@Test func `missing keys have their defaults`() throws {
    let settings = try JSONDecoder().decode(Settings.self, from: Data(#"{"topK": 3, "seed": null}"#.utf8))
    var expected = Settings()
    expected.topK = 3
    #expect(settings == expected)
}

@Test func `an unknown key is an error that names the nearest one`() {
    let error = #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(Settings.self, from: Data(#"{"top_k": 3}"#.utf8))
    }
    guard case .dataCorrupted(let context)? = error else {
        Issue.record("another error: \(String(describing: error))")
        return
    }
    #expect(context.debugDescription == "There is no setting `top_k`; did you mean `topK`?")
}

@Test func `a bias for something that isn't a token id is an error`() {
    #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(SettingsPatch.self, from: Data(#"{"logitBias": {"cat": 1}}"#.utf8))
    }
}

@Test func `resolved settings keep their sources`() throws {
    var patch = SettingsPatch()
    patch.topK = 7
    let resolved = ResolvedSettings([(.lane, patch)])
    #expect(try JSONDecoder().decode(ResolvedSettings.self, from: JSONEncoder().encode(resolved)) == resolved)
}
