import Evaluation
import Prompting
import Terminal
import TextLayout

/// The data sets to choose from.
struct DataLayer: ListLayer {
    enum Command: Hashable { case run, limit, close }

    static let place: String? = "In the list of data sets"
    static let keys: [LayerKey<Command>] = [
        LayerKey("type", "Find data sets by words, or the path of a file", hint: "to find"),
        LayerKey("↑/↓", "Choose", hint: "choose"),
        LayerKey([Key(.enter)], .run, "Evaluate the lanes on it", hint: "run"),
        LayerKey([.alt("n")], .limit, "Set how many cases to take at most", hint: "how many cases"),
        LayerKey([Key(.escape)], .close, "Back", hint: "back"),
    ]

    var finder = Finder()
    var entries: [DataEntry] = []
    var isLoading = true
    var limit: Int?
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
            return DataChoice(path: found[finder.selected].path, limit: limit)
        }
        let typed = finder.query.text
        return typed.isEmpty ? nil : DataChoice(path: typed, limit: limit)
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        command == .run && choice == nil ? "No data is listed; type the path of a file." : nil
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .close: [.close]
        case .run: choice.map { [.evaluate($0)] } ?? []
        case .limit:
            [
                .ask(
                    Question(
                        title: "Number of cases at most; empty takes all", text: limit.map { "\($0)" } ?? ""
                    ) { [.answer($0)] })
            ]
        }
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
            let text = text.filter { !$0.isWhitespace }
            guard text.isEmpty || (Int(text) ?? 0) > 0 else {
                return [.say("A limit is a whole number of cases, 1 or more; an empty line takes all.", isError: true)]
            }
            limit = Int(text)
            return describe(context)
        default: break
        }
        return []
    }

    /// Asks for the facts of the selected data set, once. `isWhole` is true if the text isn't a path that is still
    /// being typed.
    private func describe(isWhole: Bool = false, _ context: any Context) -> [Request] {
        guard let choice, facts[choice] == nil, isWhole || found.indices.contains(finder.selected) else { return [] }
        let setup = context.setup
        return [.effect(.evaluation(.describeData(choice, setup.prompt, lanes: setup.lanes.count)))]
    }
}
