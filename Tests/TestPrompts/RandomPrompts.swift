import Prompting
import Sampling
import TestRandom

extension SplitMix {
    package mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    package mutating func pick<T>(_ values: [T], else other: T) -> T { values.randomElement(using: &self) ?? other }
}

/// Prompts and texts that a file has trouble with.
package struct RandomPrompts {
    package var random: SplitMix

    package init(seed: UInt64) { random = SplitMix(seed: seed) }

    package static let hard = [
        "", " ", "  ", "\n", "\n\n", "a\n", "a\n\n", "\na", " a\n b", "a \n b ", "a\n  ", "\ta", "a\tb", "a\n\tb\n",
        "\t\n a", "Yes", "no",
        "null", "~", "012", "12:30", "1e3", "0x1F", "2024-01-01", "-5", "- x", "-", "--", "---", "...", "? x", "?",
        "# x", "a # b",
        "a #b", "a: b", "a:b", "a:", ":a", "{{x}}", "{a: 1}", "[x]", "a, b", "a]b}", "'", "\"", "'a' \"b\"", "it's",
        "\\d\\n", "a\\",
        "&a", "*a", "!a", "|", ">", "%a", "@a", "`a`", "=", "<<", " lead", "trail ", "a\rb", "a\r\nb", "a\u{85}b",
        "a\u{2028}b",
        "a\u{2029}b", "\u{FEFF}a", "a\u{FEFF}", "\u{0}", "a\u{1B}[31mb", "\u{7F}", "\u{FFFE}", "\u{10FFFF}", "서울에서 만나요",
        "\u{1112}\u{1161}\u{11AB}", "👩‍👩‍👧 🇰🇷", "é", "e\u{301}", "a\n---\nb", "a\n...\n", "a\n# b\n", "a\n\n\nb\n\n",
        "  x\ny",
        "key: |\n  text\n", "a  b   c", "y", "n", "on", "off", ".5", "+1", "1_000", "10:20:30", "\u{A0}", "\u{200B}x",
        "a?b", "why?", "a,",
    ]

    private static let words = [
        "the", "review", "Loved", "it,", "서울", "한글:", "{{review}}", "#1", "a:b", "\"so\"", "don't", "42", "—", "🙂", "x",
    ]

    package mutating func text() -> String {
        if random.chance(35) { return random.pick(Self.hard, else: "") }
        if random.chance(10) {
            let scalars = (0..<Int.random(in: 1...12, using: &random)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: random.chance(60) ? 0...0x7F : 0...0x2FFFF, using: &random))
            }
            return String(String.UnicodeScalarView(scalars))
        }
        let lines = random.chance(70) ? 1 : Int.random(in: 2...6, using: &random)
        return (0..<lines).map { _ in
            let indent = String(repeating: " ", count: random.chance(80) ? 0 : Int.random(in: 1...5, using: &random))
            let count = random.chance(10) ? 60 : Int.random(in: 0...8, using: &random)
            return indent
                + (0..<count).map { _ in random.pick(Self.words, else: "") }.joined(
                    separator: random.chance(95) ? " " : "  ")
        }.joined(separator: "\n") + (random.chance(15) ? "\n" : "")
    }

    mutating func texts(_ most: Int) -> [String] { (0..<Int.random(in: 0...most, using: &random)).map { _ in text() } }

    package mutating func example() -> Example {
        Example(
            input: text(), reasoning: random.chance(30) ? text() : nil, output: text(),
            images: random.chance(10) ? texts(2) : [], isOn: random.chance(80))
    }

    mutating func turn() -> Turn { Turn(role: random.chance(50) ? .user : .assistant, text: text()) }

    mutating func values() -> [String: String] {
        var values: [String: String] = [:]
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            values[
                random.chance(70) ? random.pick(["review", "text", "x", "질문", "expected", "no"], else: "") : text()] =
                text()
        }
        return values
    }

    mutating func settings() -> SettingsPatch {
        var patch = SettingsPatch()
        if random.chance(40) { patch.temperature = Double.random(in: 0...2, using: &random) }
        if random.chance(20) { patch.temperature = random.pick([0, 1, 0.2, 1e-7, 100], else: 1) }
        if random.chance(20) { patch.topK = Int.random(in: 0...100, using: &random) }
        if random.chance(20) { patch.minP = random.pick([0, 0.05, 1], else: 0) }
        if random.chance(20) { patch.seed = UInt64.random(in: 0...9_007_199_254_740_991, using: &random) }
        if random.chance(20) { patch.stop = texts(3).filter { !$0.isEmpty } }
        if random.chance(10) { patch.logitBias = random.chance(20) ? [:] : [12: -3, 7: 1.5] }
        if random.chance(10) { patch.order = .huggingFace }
        if random.chance(30) { patch.maxTokens = Int.random(in: 1...500, using: &random) }
        return patch
    }

    mutating func lane() -> Lane {
        var lane = Lane(
            name: random.chance(50) ? random.pick(["cool", "warm", "예"], else: "") : text(),
            technique: random.chance(40) ? Technique.allCases.randomElement(using: &random) : nil,
            layout: random.chance(10) ? .completion : nil, model: random.chance(10) ? "gemma" : nil,
            samples: random.chance(20) ? Int.random(in: 1...1000, using: &random) : nil, modelParameters: settings())
        if random.chance(10) { lane.projector = random.pick(["mmproj.gguf", "../a b: c.gguf"], else: "~/m.gguf") }
        return lane
    }

    package mutating func prompt() -> Prompt {
        var prompt = Prompt()
        for _ in 0..<25 { edit(&prompt) }
        return prompt
    }

    mutating func list<T>(
        _ values: inout [T], _ make: (inout RandomPrompts) -> T, _ edit: (inout T, inout RandomPrompts) -> Void
    ) {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: values.append(make(&self))
        case 1: values.insert(make(&self), at: Int.random(in: 0...values.count, using: &random))
        case 2: if !values.isEmpty { values.remove(at: Int.random(in: 0..<values.count, using: &random)) }
        case 3: values.shuffle(using: &random)
        default:
            if values.isEmpty { return values.append(make(&self)) }
            edit(&values[Int.random(in: 0..<values.count, using: &random)], &self)
        }
    }

    /// Changes one part.
    package mutating func edit(_ prompt: inout Prompt) {
        switch Int.random(in: 0..<22, using: &random) {
        case 21: list(&prompt.turns, { $0.turn() }, { $0.text = $1.text() })
        case 20:
            list(&prompt.images, { $0.text() }, { $0 = $1.text() })
            prompt.projector = random.chance(50) ? nil : random.pick(["m/mmproj.gguf", "/한글.gguf"], else: "~/m.gguf")
        case 0: prompt.name = text()
        case 1: prompt.description = text()
        case 2: list(&prompt.tags, { $0.text() }, { $0 = $1.text() })
        case 3: prompt.instruction = text()
        case 4, 5, 6:
            list(&prompt.examples, { $0.example() }) { example, random in
                switch Int.random(in: 0..<4, using: &random.random) {
                case 0: example.isOn.toggle()
                case 1: example.input = random.text()
                case 2: example.reasoning = random.random.chance(50) ? random.text() : nil
                default: example.output = random.text()
                }
            }
        case 7: prompt.input = text()
        case 8:
            if random.chance(50) { prompt.variables = values() }
            for key in prompt.variables.keys.sorted() where random.chance(40) { prompt.variables[key] = text() }
        case 9: prompt.technique = random.chance(30) ? nil : Technique.allCases.randomElement(using: &random)
        case 10: prompt.layout = random.chance(30) ? nil : .chat
        case 11:
            prompt.model =
                random.chance(30) ? nil : random.pick(["gemma", "./a b.gguf", "/x/y.gguf", "한글.gguf"], else: "")
        case 12: prompt.samples = random.chance(30) ? nil : Int.random(in: 1...1000, using: &random)
        case 13:
            prompt.wording = Wording()
            if random.chance(30) { prompt.wording.questionLabel = text() }
            if random.chance(30) { prompt.wording.answerLabel = text() }
            if random.chance(30) { prompt.wording.reasoningTrigger = text() }
            if random.chance(30) { prompt.wording.answerSentence = text() }
            if random.chance(30) { prompt.wording.opening = text() }
        case 14:
            prompt.answer =
                random.chance(30)
                ? nil
                : AnswerForm(type: random.pick(["choice", "number", "regex:\\d: #"], else: ""), choices: texts(3))
        case 15, 16: prompt.modelParameters = settings()
        case 17, 18:
            list(&prompt.lanes, { $0.lane() }) { lane, random in
                switch Int.random(in: 0..<4, using: &random.random) {
                case 0: lane.name = random.text()
                case 1: lane.technique = random.random.chance(50) ? nil : .fewShot
                case 2: lane.modelParameters.temperature = random.random.chance(30) ? nil : 0.7
                default: lane.modelParameters = random.settings()
                }
            }
        default: list(&prompt.testData, { $0.values() }, { $0 = $1.values() })
        }
    }
}
