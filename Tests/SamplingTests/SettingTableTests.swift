import Foundation
import TestRandom
import Testing

@testable import Sampling

/// Settings of which each differs from its default.
private func changed() -> Settings {
    var settings = Settings()
    for key in SettingsKey.allCases {
        let value: SettingsValue =
            switch key.kind {
            case .number(_, let range):
                .number(settings[key] == .number(range.upperBound) ? range.lowerBound : range.upperBound)
            case .integer(_, let range): .integer(range.upperBound)
            case .seed(_, let range): .seed(range.upperBound)
            case .logitBias: .logitBias([3: -1.5])
            case .order: .order(.huggingFace)
            case .decoding: .decoding(.beam)
            case .texts: .texts(["END"])
            }
        _ = settings.set(key, to: value)
    }
    return settings
}

@Test func `every property of the settings is in the table, under its own name`() {
    let properties = Mirror(reflecting: Settings()).children.compactMap(\.label)
    #expect(Set(properties) == Set(SettingsKey.allCases.map(\.rawValue)))
    for key in SettingsKey.allCases {
        #expect("\(key.kind.path)".hasSuffix(".\(key.rawValue)"), "\(key) is kept at \(key.kind.path)")
    }
}

@Test(arguments: SettingsKey.allCases) func `a setting is told in every form`(key: SettingsKey) {
    let setting = key.setting
    #expect(!setting.title.isEmpty && setting.title.count <= 12, "the knobs' pane has 12 columns for it")
    #expect(!setting.help.isEmpty && setting.help.first?.isUppercase == false && setting.help.last != ".")
    #expect(!setting.range.isEmpty && !setting.comment.isEmpty)
    if case .none(let reason) = setting.knob { #expect(!reason.isEmpty) }
}

@Test(arguments: SettingsKey.allCases) func `a setting is written and read again`(key: SettingsKey) throws {
    let settings = changed()
    #expect(settings[key] != Settings()[key])
    var patch = SettingsPatch()
    patch[key] = settings[key]
    #expect(patch.keys == [key])
    let data = try JSONEncoder().encode(patch)
    #expect(try JSONDecoder().decode(SettingsPatch.self, from: data) == patch)
    #expect(Settings().applying(patch)[key] == settings[key])
    var typed = SettingsPatch()
    try typed.set(key, to: settings[key].description)
    #expect(typed == patch)
    patch[key] = nil
    #expect(patch == SettingsPatch())
}

@Test(arguments: SettingsKey.allCases) func `a patch has a setting under its property`(key: SettingsKey) {
    var patch = SettingsPatch()
    func check<Value: Equatable>(_ path: Setting.Path<Value>) {
        #expect(patch[dynamicMember: path] == nil)
        patch[dynamicMember: path] = changed()[keyPath: path]
        #expect(patch.keys == [key])
        #expect(patch[key] == changed()[key])
        #expect(patch[dynamicMember: path] == changed()[keyPath: path])
        patch[dynamicMember: path] = nil
        #expect(patch.isEmpty && patch == SettingsPatch())
    }
    switch key.kind {
    case .number(let path, _): check(path)
    case .integer(let path, _): check(path)
    case .seed(let path, _): check(path)
    case .logitBias(let path, _): check(path)
    case .order(let path): check(path)
    case .decoding(let path): check(path)
    case .texts(let path): check(path)
    }
}

@Test(arguments: SettingsKey.allCases) func `a setting takes its stops, its words and the values that mean something`(
    key: SettingsKey
) throws {
    let setting = key.setting
    var numbers = [setting.off, setting.single].compactMap(\.self) + setting.words.keys
    if case .slider(let stops) = setting.knob { numbers += stops }
    for number in numbers {
        var patch = SettingsPatch()
        try patch.set(key, to: SettingsValue.number(number).description)
        #expect(patch[key]?.number == number)
    }
}

@Test func `no name of another program means two settings`() {
    for program in Program.allCases {
        let names = SettingsKey.allCases.compactMap { $0.setting.names[program] }
        #expect(Set(names).count == names.count, "\(program)")
    }
    for key in SettingsKey.allCases {
        for name in key.setting.aliases
            + [key.setting.names[.openAI], key.setting.names[.llamaServer]].compactMap(\.self)
        {
            #expect(SettingsKey(foreignName: name) == key)
            #expect(SettingsKey(foreignName: name.uppercased()) == key)
        }
    }
}

@Test(arguments: FunnelStage.allCases.filter { $0 != .grammar })
func `a stage has its settings, its place in each order, and a name of its own`(
    stage: FunnelStage
) {
    #expect(!stage.settings.isEmpty)
    for order in StageOrder.allCases { #expect(order.stages.filter { $0 == stage }.count == 1) }
    for other in FunnelStage.allCases where other != stage { #expect(other.samplers.isDisjoint(with: stage.samplers)) }
}

@Test func `settings that are off leave a row as it is`() throws {
    var settings = Settings()
    for key in SettingsKey.allCases {
        if let off = key.setting.off {
            var patch = SettingsPatch()
            try patch.set(key, to: SettingsValue.number(off).description)
            settings = settings.applying(patch)
        }
    }
    for stage in FunnelStage.allCases { #expect(!stage.isActive(settings)) }
    var random = SplitMix(seed: 5)
    let row = try Row(whole: RandomRow.make(&random, count: 60, shape: .normal(3)))
    var funnel = Funnel(settings)
    guard case .kept(let survivors) = funnel.apply(to: row, history: [1, 2, 3]) else {
        Issue.record("a complete row is unproven")
        return
    }
    #expect(survivors.ids == row.candidates.map(\.id))
    #expect(survivors.logits == row.candidates.map { Double($0.logit) })
}
