import Prompting
import Sampling
import Terminal

extension Board {
    /// The number of knobs that are shown.
    var knobCount: Int { showsMoreKnobs ? Knob.all.count : Knob.usual.count + 1 }

    /// The knob that the cursor is on.
    var focusedKnob: Knob { Knob.all[knob] }

    /// Performs an action on the knobs.
    mutating func turn(_ action: Action, _ setup: Setup) -> [Request] {
        switch action {
        case .previousKnob: knob -= 1
        case .nextKnob: knob += 1
        case .turnDown: return turn(by: -1, setup)
        case .turnUp: return turn(by: 1, setup)
        case .turnFarDown: return turn(by: -5, setup)
        case .turnFarUp: return turn(by: 5, setup)
        case .typeKnob: return typeKnob(startingWith: nil, setup)
        case .resetKnob: return reset(focusedKnob)
        case .newSeed:
            // A small number that is easily said and typed. The same seed always gives the same next one.
            let seed =
                (setup.settings(of: focusedLane).seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407) >> 33
            return set(.setting(.seed), to: .seed(seed % 10_000), setup)
                + [.say("Seed \(seed % 10_000) for lane \(lane.lane.name). S gives it to all.")]
        case .sameSeed:
            let seed = setup.settings(of: focusedLane).seed
            for index in lanes.indices { lanes[index].lane.modelParameters.seed = seed }
            return [.changed(Change("one seed for all lanes")), .say("All lanes have the seed \(seed).")]
        default: break
        }
        return []
    }

    /// Turns the focused knob of the focused lane by some stops.
    private mutating func turn(by steps: Int, _ setup: Setup) -> [Request] {
        let knob = focusedKnob
        let settings = setup.settings(of: focusedLane)
        if knob == .setting(.seed) {
            let seed = Int64(clamping: settings.seed) + Int64(steps)
            return set(knob, to: .seed(UInt64(max(0, seed))), setup)
        }
        if knob == .more {
            showsMoreKnobs = steps > 0
            return []
        }
        if knob == .setting(.order) {
            // A list of one's own comes before the first preset.
            let presets = StageOrder.allCases
            let place = presets.firstIndex(of: settings.order).map { $0 + steps.signum() } ?? (steps > 0 ? 0 : -1)
            return set(knob, to: .order(presets[(place + presets.count) % presets.count]), setup)
        }
        if knob == .setting(.decoding) {
            return set(knob, to: .decoding(settings.isBeamSearch ? .sample : .beam), setup)
        }
        let stops = knob.stops
        guard !stops.isEmpty, let value = knob.number(settings, samples: setup.samples(of: focusedLane)) else {
            return typeKnob(startingWith: nil, setup)
        }
        let nearest = knob.stop(nearest: value)
        var next = nearest + steps
        // From between two stops, the first step goes to the nearer stop in its direction.
        if abs(stops[nearest] - value) > 1e-9, (stops[nearest] > value) == (steps > 0) { next -= steps > 0 ? 1 : -1 }
        return set(knob, toStop: min(max(0, next), stops.count - 1), setup)
    }

    /// Sets a knob of the focused lane to one of its stops.
    mutating func set(_ knob: Knob, toStop index: Int, _ setup: Setup) -> [Request] {
        set(knob, toValue: knob.stops[index], setup)
    }

    private mutating func set(_ knob: Knob, toValue value: Double, _ setup: Setup) -> [Request] {
        switch knob {
        case .samples: return setSamples(Int(value), setup)
        case .more: return []
        case .setting(let key):
            if case .integer = setup.settings(of: focusedLane)[key] {
                return set(knob, to: .integer(Int(value)), setup)
            }
            return set(knob, to: .number(value), setup)
        }
    }

    private mutating func setSamples(_ samples: Int, _ setup: Setup) -> [Request] {
        let index = focusedLane
        guard setup.samples(of: index) != samples else { return [] }
        lanes[index].lane.samples = samples
        return [.changed(Change("samples", kind: "samples \(lane.id)", .lane(index)))]
    }

    private mutating func set(_ knob: Knob, to value: SettingsValue, _ setup: Setup) -> [Request] {
        guard case .setting(let key) = knob, setup.settings(of: focusedLane)[key] != value else { return [] }
        let index = focusedLane
        let facts = setup.facts(of: index)
        let isLacking = facts?.lacking.contains(key) == true
        lanes[index].lane.modelParameters[key] = value
        // A setting that the server isn't sent makes no output stale, and starts no run.
        let change = Change(
            "\(knob.title) of lane \(lane.lane.name)", kind: "\(key) \(lane.id)", isLacking ? .none : .lane(index))
        guard isLacking, let facts else { return [.changed(change)] }
        let verb = facts.isServer ? "doesn't accept" : "has no use for"
        let sentence = "\(facts.name) \(verb) \(knob.title), so lane \(lane.lane.name) ignores it."
        return [.changed(change), .say(sentence)]
    }

    /// Takes a knob's value from the focused lane.
    mutating func reset(_ knob: Knob) -> [Request] {
        let index = focusedLane
        let change: Change
        switch knob {
        case .samples:
            guard lane.lane.samples != nil else { return [] }
            lanes[index].lane.samples = nil
            change = Change("samples", .lane(index))
        case .more: return []
        case .setting(let key):
            guard lane.lane.modelParameters[key] != nil else { return [] }
            lanes[index].lane.modelParameters[key] = nil
            change = Change("\(knob.title) of lane \(lane.lane.name)", .lane(index))
        }
        return [.changed(change), .say("\(knob.title) comes from the prompt, the model or the defaults again.")]
    }

    // MARK: typing

    /// Asks for a value of the focused knob.
    mutating func typeKnob(startingWith text: String?, _ setup: Setup) -> [Request] {
        let knob = focusedKnob
        if knob == .setting(.order) { return [.showOrder] }
        if knob == .setting(.decoding) { return turn(by: 1, setup) }
        if knob == .more {
            showsMoreKnobs.toggle()
            return []
        }
        let settings = setup.settings(of: focusedLane)
        if case .setting(let key) = knob, case .texts(let texts) = settings[key] {
            let list = texts.map(BackslashEscapes.spelling).joined(separator: ",")
            let what = key == .stop ? "Stop strings" : "Texts"
            let title = "\(what), separated by commas; \\n is a line break, \\t a tab, \\\\ a backslash"
            return [.askAnew(Question(title: title, text: list) { [.setTexts(key, $0)] })]
        }
        let current =
            switch knob {
            case .samples, .more: "\(setup.samples(of: focusedLane))"
            case .setting(let key): key.setting.text(of: settings[key])
            }
        return [.askAnew(question(of: knob, text ?? current, isSelected: text == nil))]
    }

    private func question(of knob: Knob, _ text: String, isSelected: Bool = true) -> Question {
        Question(title: knob.title, note: knob.range, text: text, isSelected: isSelected) { [.setKnob(knob, $0)] }
    }

    /// Takes a typed value. Asks again if it is wrong.
    mutating func set(_ knob: Knob, reading text: String, _ setup: Setup) -> [Request] {
        // Values are also read as the screen writes them.
        if let value = knob.value(reading: text) { return set(knob, toValue: value, setup) }
        switch knob {
        case .samples:
            guard let samples = Int(text), (1...1000).contains(samples) else {
                return [
                    .say("\(text) is not a number of samples: type \(knob.range).", isError: true),
                    .askAnew(question(of: knob, text)),
                ]
            }
            return setSamples(samples, setup)
        case .more: return []
        case .setting(let key):
            do throws(SettingsError) {
                let value = try SettingsValue(key, reading: text)
                var patch = SettingsPatch()
                patch[key] = value
                try Settings().applying(patch).check()
                return set(knob, to: value, setup)
            } catch {
                // The error names the key of the prompt's file.
                let typed = text.isEmpty ? "empty" : text
                return [
                    .say("\(knob.title) can't be \(typed): it takes \(knob.range).", isError: true),
                    .askAnew(question(of: knob, text)),
                ]
            }
        }
    }

    /// Takes the texts of a setting, separated by commas.
    mutating func set(_ key: SettingsKey, texts text: String, _ setup: Setup) -> [Request] {
        // People type a space after a comma; a text may begin with another space.
        let texts = text.replacing(", ", with: ",").split(separator: ",").map {
            BackslashEscapes.read(String($0))
        }
        return set(.setting(key), to: .texts(texts), setup)
    }
}
