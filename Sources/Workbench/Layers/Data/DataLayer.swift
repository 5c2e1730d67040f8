import Evaluation
import Prompting
import Terminal
import TextLayout

/// The data sets to choose from.
struct DataLayer: ListLayer {
    enum Command: Hashable {
        case run, limit, show, expected, map, condition, sweep, answer, likelihood, metrics, close
    }

    static let place: String? = "In the list of data sets"
    static let keys: [LayerKey<Command>] = [
        LayerKey("type", "Find data sets by words, or the path of a file", hint: "to find"),
        LayerKey("Tab", "Complete a typed path"),
        LayerKey("↑/↓", "Choose", hint: "choose"),
        LayerKey([Key(.enter)], .run, "Evaluate the lanes on it", hint: "run"),
        LayerKey([.alt("n")], .limit, "Set how many cases to take at most", hint: "how many cases"),
        LayerKey([.alt("s")], .show, "See what it holds, and what the prompt gets of it", hint: "see"),
        LayerKey(
            [.alt("e")], .expected, "Say which column or path holds the right answers", hint: "answers"),
        LayerKey([.alt("m")], .map, "Say which columns or paths fill which variables", hint: "columns"),
        LayerKey([.alt("w")], .condition, "Take only rows that meet conditions", hint: "rows"),
        LayerKey(
            [.alt("o")], .sweep, "Sweep over knobs in place of the lanes", hint: "sweep"),
        LayerKey([.alt("t")], .answer, "Say what an answer is: number, choice:A-E …"),
        LayerKey([.alt("l")], .likelihood, "Read the answers' likelihoods, or generate"),
        LayerKey([.alt("g")], .metrics, "Also measure outputs: rouge-l, consistency …"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    static let completesPaths = true

    var finder = Finder()
    var notice: String?
    var entries: [DataEntry] = []
    var isLoading = true
    var limit: Int?
    /// How the lanes are evaluated.
    var way = EvaluationWay()
    /// How the rows of data sets become cases, by path.
    var readings: [String?: DataReading] = [:]
    /// What is being asked for.
    private var asked = Command.limit
    /// What is known about data sets.
    var facts: [DataChoice: Result<DataFacts, DataProblem>] = [:]

    var rowCount: Int { found.count }

    /// The entries that have all words of the query.
    var found: [DataEntry] {
        let words = finder.words
        return entries.filter { entry in
            let all = "\(entry.name) \(entry.origin)".lowercased()
            return words.allSatisfy { all.contains($0) }
        }
    }

    /// The choice for Enter: the selected entry, or the typed text as the path of a file. Nil if there is none.
    var choice: DataChoice? {
        let found = found
        if found.indices.contains(finder.selected) {
            return choice(of: found[finder.selected].path)
        }
        let typed = finder.query.text
        return typed.isEmpty ? nil : choice(of: typed)
    }

    private func choice(of path: String?) -> DataChoice {
        var choice = DataChoice(path: path, limit: limit)
        choice.reading = readings[path] ?? DataReading()
        return choice
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        ![.close, .limit, .sweep, .answer, .likelihood, .metrics].contains(command) && choice == nil
            ? "No data is listed; type the path of a file." : nil
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        asked = command
        let reading = choice?.reading ?? DataReading()
        switch command {
        case .close: return [.close]
        case .run: return choice.map { [.evaluate($0, way)] } ?? []
        case .show:
            let name = found.indices.contains(finder.selected) ? found[finder.selected].name : finder.query.text
            return choice.map { [.showData($0, name: name)] } ?? []
        case .limit: return ask("Number of cases at most; empty takes all", limit.map { "\($0)" } ?? "")
        case .sweep:
            return ask(
                "Knobs and their values; empty evaluates the lanes", way.over,
                "temperature=0,0.8 & technique=few-shot,cot")
        case .answer:
            return ask(
                "What an answer is; empty takes the prompt's way", way.answer,
                "number, choice:A-E, yes-no, text, regex:…")
        case .likelihood:
            way.scoring = way.scoring == .likelihood ? .generation : .likelihood
            return []
        case .metrics:
            return ask(
                "Metrics that outputs are also measured with; empty takes none", way.metrics,
                "rouge-l, token-f1, consistency-unigram")
        case .expected:
            return ask(
                "Column of the right answers, or a path into one; empty takes the usual ones", reading.expected ?? "",
                "answer, answers.text[0]")
        case .map:
            return ask(
                "Columns that fill variables of other names", reading.mapText, "question.stem=question, ctx=context")
        case .condition:
            return ask(
                "Conditions that a row must meet; empty takes all", reading.conditionText, "level=hard & steps<4")
        }
    }

    private func ask(_ title: String, _ text: String, _ note: String = "") -> [Request] {
        [.ask(Question(title: title, note: note, text: text) { [.answer($0)] })]
    }

    /// Takes the answer to a question; returns why it is none, or nil if it is one.
    private mutating func take(answer text: String, _ context: any Context) -> String? {
        let bare = text.filter { !$0.isWhitespace }
        guard asked != .limit else {
            guard bare.isEmpty || (Int(bare) ?? 0) > 0 else {
                return "A limit is a whole number of cases, 1 or more; an empty line takes all."
            }
            limit = Int(bare)
            return nil
        }
        if asked == .sweep {
            // They say what difference can be found, which depends on the number of lanes.
            facts = [:]
            return way.take(over: text, phrasings: context.setup.prompt.phrasings.filter(\.isOn).map(\.name))
        }
        if asked == .answer { return way.take(answer: text) }
        if asked == .metrics { return way.take(metrics: text) }
        guard let choice else { return nil }
        let path = choice.path
        var reading = readings[path] ?? DataReading()
        switch asked {
        case .expected: reading.expected = bare.isEmpty ? nil : text
        case .map:
            guard reading.take(map: text) else { return "Write it as COLUMN=VARIABLE, with commas between several." }
        case .condition:
            guard reading.take(conditions: text) else {
                return "Write it as COLUMN=VALUE, or with !=, ~, <, <=, >, >=, and & between several."
            }
        default: break
        }
        readings[path] = reading
        return nil
    }

    mutating func moved(_ context: any Context) -> [Request] { describe(context) }

    mutating func typed(isPasted: Bool, _ context: any Context) -> [Request] { describe(isWhole: isPasted, context) }

    mutating func take(_ event: LayerEvent, _ context: any Context) -> [Request] {
        switch event {
        case .message(.evaluation(.dataListed(let entries))):
            self.entries = entries
            isLoading = false
            return describe(context)
        case .message(.evaluation(.dataDescribed(let choice, let facts))): self.facts[choice] = facts
        case .answer(let text):
            if let problem = take(answer: text, context) { return [.say(problem, isError: true)] }
            return describe(isWhole: true, context)
        default: break
        }
        return []
    }

    /// Asks for the facts of the selected data set, once. `isWhole` is true if the text isn't a path that is still
    /// being typed.
    private func describe(isWhole: Bool = false, _ context: any Context) -> [Request] {
        guard let choice, facts[choice] == nil, isWhole || found.indices.contains(finder.selected) else { return [] }
        let setup = context.setup
        let lanes = way.grid?.cells.count ?? setup.lanes.count
        return [.effect(.evaluation(.describeData(choice, setup.prompt, lanes: lanes)))]
    }
}
