import Testing

@testable import Sampling

private func message(_ work: () throws(SettingsError) -> Void) -> String? {
    do { try work() } catch { return error.description }
    return nil
}

@Test func `a key is found in camel case and in kebab case`() throws {
    #expect(try SettingsKey(spelling: "topK") == .topK)
    #expect(try SettingsKey(spelling: "repeat-last-n") == .repeatLastN)
    for key in SettingsKey.allCases { #expect(try SettingsKey(spelling: key.kebabName) == key) }
}

@Test func `a misspelt key is refused with the nearest one`() {
    #expect(throws: SettingsError.unknownKey("temprature", suggestion: .temperature)) {
        try SettingsKey(spelling: "temprature")
    }
    #expect(throws: SettingsError.unknownKey("top_k", suggestion: .topK)) { try SettingsKey(spelling: "top_k") }
    let text = message { () throws(SettingsError) in _ = try SettingsKey(spelling: "max-token") }
    #expect(text == "There is no setting `max-token`; did you mean `maxTokens`?")
}

@Test func `a word that resembles no key is refused with all keys`() throws {
    let text = try #require(message { () throws(SettingsError) in _ = try SettingsKey(spelling: "colour") })
    #expect(text.hasPrefix("There is no setting `colour`; the settings are temperature, topK,"))
}

@Test func `values are read from text`() throws {
    var patch = SettingsPatch()
    try patch.set(.temperature, to: " 0.8 ")
    try patch.set(.topK, to: "40")
    try patch.set(.seed, to: "9007199254740991")
    try patch.set(.order, to: "hugging-face")
    try patch.set(.logitBias, to: "123:-5; 42:1.5")
    var expected = SettingsPatch()
    expected.temperature = 0.8
    expected.topK = 40
    expected.seed = 9_007_199_254_740_991
    expected.order = .huggingFace
    expected.logitBias = [123: -5, 42: 1.5]
    #expect(patch == expected)
}

@Test func `stop texts add up until an empty one clears them`() throws {
    var patch = SettingsPatch()
    try patch.set(.stop, to: "\nQ:")
    try patch.set(.stop, to: " END")
    try patch.set(.stop, to: "\nQ:")
    #expect(patch.stop == [" END", "\nQ:"])
    try patch.set(.stop, to: "")
    #expect(patch.stop == [])
}

@Test(arguments: [
    (SettingsKey.temperature, "hot"), (.topK, "4.5"), (.seed, "-1"), (.order, "llama"), (.logitBias, "5"),
    (.logitBias, "a:1"), (.maxTokens, ""),
])
func `text of another kind is refused`(key: SettingsKey, text: String) {
    var patch = SettingsPatch()
    #expect(throws: SettingsError.unreadable(key, text: text)) { try patch.set(key, to: text) }
    #expect(patch.isEmpty)
}

@Test(arguments: [
    (SettingsKey.temperature, "-0.1"), (.temperature, "100.5"), (.temperature, "nan"), (.temperature, "inf"),
    (.topK, "-1"), (.topK, "1000001"), (.topP, "1.01"), (.minP, "-0.5"), (.typicalP, "2"), (.repeatPenalty, "0"),
    (.repeatLastN, "-2"), (.presencePenalty, "101"), (.frequencyPenalty, "-101"), (.logitBias, "3:1001"),
    (.logitBias, "-3:1"), (.logitBias, "3:nan"), (.seed, "9007199254740992"), (.maxTokens, "0"),
    (.answerTokens, "1000001"),
])
func `a value out of its range is refused`(key: SettingsKey, text: String) throws {
    var patch = SettingsPatch()
    #expect(throws: SettingsError.self) { try patch.set(key, to: text) }
    patch[key] = try SettingsValue(key, reading: text)
    #expect(throws: SettingsError.self) { try patch.check() }
    #expect(throws: SettingsError.self) { try Settings().applying(patch).check() }
}

@Test func `a refusal names key, value and range`() {
    var settings = Settings()
    settings.topP = 1.5
    let text = message { () throws(SettingsError) in try settings.check() }
    #expect(text == "`topP` can't be 1.5: it takes a number from 0 to 1; 1 is off.")
    settings = Settings()
    settings.logitBias = [7: .infinity]
    let bias = message { () throws(SettingsError) in try settings.check() }
    #expect(bias?.hasPrefix("`logitBias` can't be inf for token 7: it takes token ids") == true)
}

@Test func `the defaults pass`() throws { try Settings().check() }

@Test func `a value's text reads back as the value`() throws {
    var settings = Settings()
    settings.logitBias = [42: 1.5, 7: -100]
    settings.stop = ["END"]
    settings.dryBreakers = ["END"]
    for key in SettingsKey.allCases {
        let value = settings[key]
        #expect(try SettingsValue(key, reading: value.description) == value)
    }
}

@Test func `the upper patch wins where it has a value`() {
    var lower = SettingsPatch()
    lower.temperature = 0.2
    lower.topK = 10
    var upper = SettingsPatch()
    upper.temperature = 1.5
    let both = lower.overlaid(by: upper)
    #expect(both.temperature == 1.5)
    #expect(both.topK == 10)
    #expect(both.keys == [.temperature, .topK])
}

@Test func `a patch of differences restores the settings`() {
    var settings = Settings()
    settings.order = .huggingFace
    settings.stop = ["\n"]
    settings.seed = 9
    let patch = SettingsPatch(settings, differingFrom: Settings())
    #expect(patch.keys == [.seed, .order, .stop])
    #expect(Settings().applying(patch) == settings)
}

@Test func `each value comes from the first layer that has one`() {
    var line = SettingsPatch()
    line.temperature = 0
    var prompt = SettingsPatch()
    prompt.temperature = 1
    prompt.topP = 0.5
    let resolved = ResolvedSettings([(.commandLine, line), (.prompt, prompt)])
    #expect(resolved.settings.temperature == 0)
    #expect(resolved.settings.topP == 0.5)
    #expect(resolved.source(of: .temperature) == .commandLine)
    #expect(resolved.source(of: .topP) == .prompt)
    #expect(resolved.source(of: .minP) == .defaults)
}
