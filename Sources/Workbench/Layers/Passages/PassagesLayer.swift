import Evaluation
import Prompting
import Terminal

/// The passages that a lane is sent, and what its answer makes of them.
struct PassagesLayer: ListLayer {
    enum Command: Hashable { case open, read, copy, close }

    static let place: String? = "In the passages of the sources"
    static let isTyped = false
    static let keys: [LayerKey<Command>] = [
        LayerKey("↑/↓ PgUp PgDn", "Choose a passage", hint: "choose"),
        LayerKey([Key(.enter)], .open, "Open its file at its place", hint: "open"),
        LayerKey([Key("r"), Key(" ")], .read, "Read the whole passage", hint: "read"),
        LayerKey([Key("y")], .copy, "Copy the passage", hint: "copy"),
        LayerKey([Key(.escape), Key("f"), Key("q")], .close, "Back", hint: "back"),
    ]

    /// The lane's name.
    let lane: String
    let origin: Origin
    /// The passages with their uses, in the order of their numbers; nil while they are searched for.
    private(set) var rows: [Row]?
    /// Numbers that the answer cites though there is no such passage.
    private(set) var missing: [Int] = []
    /// Why there are no passages; nil if nothing went wrong.
    private(set) var problem: String?
    var finder = Finder()

    /// Where the passages come from.
    enum Origin: Sendable, Hashable {
        /// A search.
        case search(SourceQuestion)
        /// The value of the variable, as in a run of the history. Relative paths begin in the folder.
        case value(folder: String)

        var folder: String {
            switch self {
            case .search(let question): question.folder
            case .value(let folder): folder
            }
        }
    }

    struct Row: Sendable, Hashable {
        var passage: FoundPassage
        var use: PassageUse
    }

    var rowCount: Int { rows?.count ?? 0 }
    var chosen: Row? { rows.flatMap { $0.indices.contains(finder.selected) ? $0[finder.selected] : nil } }

    init(lane: String, _ origin: Origin) {
        self.lane = lane
        self.origin = origin
    }

    /// Takes the passages, if they are found, and looks for them in an answer.
    mutating func take(_ passages: Passages, answer: String) {
        guard case .search(let question) = origin else { return }
        switch passages.answer(to: question) {
        case nil: return
        case .failure(let problem): self.problem = problem.description
        case .success(let found): take(found, answer: answer)
        }
    }

    /// Takes passages, and looks for them in an answer.
    mutating func take(_ found: [FoundPassage], answer: String) {
        let passages = found.map(\.passage)
        rows = zip(found, PassageUse.all(of: passages, in: answer)).map { Row(passage: $0, use: $1) }
        missing = PassageUse.missing(from: passages, in: answer)
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        guard command != .close, let passage = chosen?.passage else {
            return command == .close ? nil : "There is no passage."
        }
        return command == .open && !passage.hasPlace ? "It isn't known in which file the passage stands." : nil
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        guard command != .close, let passage = chosen?.passage else { return [.close] }
        let path = passage.path(in: origin.folder)
        switch command {
        case .open where passage.hasPages: return [.effect(.terminal(.view([path])))]
        case .open: return [.effect(.terminal(.openFile(path, line: passage.first)))]
        case .read: return [.compare(whole(passage, context.look))]
        case .copy, .close: return [.copy(passage.passage.whole, what: "The passage")]
        }
    }
}
