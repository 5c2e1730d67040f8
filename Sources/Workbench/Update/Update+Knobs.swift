import Prompting
import Sampling
import Terminal

extension State {
    /// The knob that the cursor is on.
    var focusedKnob: Knob { Knob.all[knob] }

    mutating func performOnKnobs(_ action: Action) {
        switch action {
        case .previousKnob: knob -= 1
        case .nextKnob: knob += 1
        case .turnDown: turn(focusedKnob, by: -1)
        case .turnUp: turn(focusedKnob, by: 1)
        case .turnFarDown: turn(focusedKnob, by: -5)
        case .turnFarUp: turn(focusedKnob, by: 5)
        case .typeKnob: typeKnob(startingWith: nil)
        case .resetKnob: reset(focusedKnob)
        case .newSeed:
            // A small number that is easily said and typed, and the same one after the same one.
            let seed =
                (setup.settings(of: focusedLane).seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407) >> 33
            set(.setting(.seed), to: .seed(seed % 10_000))
            say("Seed \(seed % 10_000) for lane \(lane.lane.name). S gives it to all.")
        case .sameSeed:
            let seed = setup.settings(of: focusedLane).seed
            change("one seed for all lanes") { state in
                for index in state.lanes.indices { state.lanes[index].lane.modelParameters.seed = seed }
            }
            say("All lanes have the seed \(seed).")
        default: break
        }
    }

    /// Turns a knob of the focused lane to a stop further on.
    private mutating func turn(_ knob: Knob, by steps: Int) {
        let settings = setup.settings(of: focusedLane)
        if knob == .setting(.seed) {
            let seed = Int64(clamping: settings.seed) + Int64(steps)
            set(knob, to: .seed(UInt64(max(0, seed))))
            return
        }
        if knob == .setting(.order) {
            set(knob, to: .order(settings.order == .llamaCpp ? .huggingFace : .llamaCpp))
            return
        }
        let stops = knob.stops
        guard !stops.isEmpty, let value = knob.number(settings, samples: setup.samples(of: focusedLane)) else {
            typeKnob(startingWith: nil)
            return
        }
        let nearest = knob.stop(nearest: value)
        var next = nearest + steps
        // From between two stops the first step goes to the nearer one in its direction.
        if abs(stops[nearest] - value) > 1e-9, (stops[nearest] > value) == (steps > 0) { next -= steps > 0 ? 1 : -1 }
        set(knob, toStop: min(max(0, next), stops.count - 1))
    }

    /// Sets a knob of the focused lane to one of its stops.
    mutating func set(_ knob: Knob, toStop index: Int) { set(knob, toValue: knob.stops[index]) }

    private mutating func set(_ knob: Knob, toValue value: Double) {
        switch knob {
        case .samples: setSamples(Int(value))
        case .setting(let key):
            if case .integer = setup.settings(of: focusedLane)[key] {
                set(knob, to: .integer(Int(value)))
            } else {
                set(knob, to: .number(value))
            }
        }
    }

    private mutating func setSamples(_ samples: Int) {
        let index = focusedLane
        guard setup.samples(of: index) != samples else { return }
        change("samples", kind: "samples \(lane.id)", lane: index) { $0.lanes[index].lane.samples = samples }
    }

    private mutating func set(_ knob: Knob, to value: SettingsValue) {
        guard case .setting(let key) = knob, setup.settings(of: focusedLane)[key] != value else { return }
        let index = focusedLane
        let facts = setup.facts(of: index)
        let isLacking = facts?.lacking.contains(key) == true
        // What the server never gets makes no output stale, and nothing is sent for it.
        change("\(knob.title) of lane \(lane.lane.name)", kind: "\(key) \(lane.id)", lane: isLacking ? -1 : index) {
            $0.lanes[index].lane.modelParameters[key] = value
        }
        if isLacking, let facts {
            say("\(facts.name) can't be told \(knob.title): it doesn't count in lane \(lane.lane.name).")
        }
    }

    private mutating func reset(_ knob: Knob) {
        let index = focusedLane
        switch knob {
        case .samples:
            guard lane.lane.samples != nil else { return }
            change("samples", lane: index) { $0.lanes[index].lane.samples = nil }
        case .setting(let key):
            guard lane.lane.modelParameters[key] != nil else { return }
            change("\(knob.title) of lane \(lane.lane.name)", lane: index) {
                $0.lanes[index].lane.modelParameters[key] = nil
            }
        }
        say("\(knob.title) is what prompt, model or defaults say.")
    }

    /// Asks for a value of the focused knob.
    mutating func typeKnob(startingWith text: String?) {
        let knob = focusedKnob
        if knob == .setting(.order) {
            turn(knob, by: 1)
            return
        }
        let settings = setup.settings(of: focusedLane)
        if knob == .setting(.stop) {
            let stops = settings.stop.map { $0.replacing("\n", with: "\\n") }.joined(separator: ",")
            let title = "Stop strings, separated by commas; \\n is a newline"
            ask(Question(title: title, text: stops) { [.setStops($0)] })
            return
        }
        let current = knob == .samples ? "\(setup.samples(of: focusedLane))" : value(of: knob, in: settings)
        askForKnob(knob, text ?? current, isSelected: text == nil)
    }

    /// Asks for a value, once more where what was typed is none.
    mutating func askForKnob(_ knob: Knob, _ text: String, isSelected: Bool = true) {
        ask(
            Question(title: knob.title, note: knob.range, text: text, isSelected: isSelected) {
                [.setKnob(knob, $0)]
            })
    }

    private func value(of knob: Knob, in settings: Settings) -> String {
        guard case .setting(let key) = knob else { return "" }
        return "\(settings[key])"
    }

    /// Takes a typed value; false with a notice where it isn't one.
    mutating func set(_ knob: Knob, reading text: String) -> Bool {
        // What the screen writes it reads, too.
        if let value = knob.value(reading: text) {
            set(knob, toValue: value)
            return true
        }
        switch knob {
        case .samples:
            guard let samples = Int(text), (1...1000).contains(samples) else {
                say("\(text) is no number of samples: \(knob.range).", isError: true)
                return false
            }
            setSamples(samples)
        case .setting(let key):
            do throws(SettingsError) {
                let value = try SettingsValue(key, reading: text)
                var patch = SettingsPatch()
                patch[key] = value
                try Settings().applying(patch).check()
                set(knob, to: value)
            } catch {
                say("\(error)", isError: true)
                return false
            }
        }
        return true
    }

    /// Takes stop strings that are separated by commas.
    mutating func setStops(reading text: String) {
        // After a comma one space is what people type; a stop string may begin with another one.
        let stops = text.replacing(", ", with: ",").split(separator: ",").map {
            String($0).replacing("\\n", with: "\n")
        }
        set(.setting(.stop), to: .texts(stops))
    }
}
