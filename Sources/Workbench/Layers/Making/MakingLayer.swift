import Evaluation
import Terminal

/// Candidates: what would be made, how far that is, and a stream of them with the reason why each was kept or dropped.
struct MakingLayer: Layer {
    enum Command: Hashable {
        case enter, read, accept, edit, reject, takeBack, stop, more, kind, number, model, rating, place, raise, lower,
            filter
        case report, explain, close
        case move(Scroll)
    }

    static let place: String? = "In candidates for a prompt"
    static let keys: [LayerKey<Command>] = [
        LayerKey([Key(.enter)], .enter, "Begin; then read the whole candidate", hint: "read"),
        LayerKey([Key("v")], .read, "Read the whole candidate"),
        LayerKey([Key("a")], .accept, "Accept it into the prompt or the file", hint: "accept"),
        LayerKey([Key("e")], .edit, "Edit its parts, one after the other", hint: "edit"),
        LayerKey([Key("r")], .reject, "Reject it", hint: "reject"),
        LayerKey([Key("u")], .takeBack, "Take the last decision back", hint: "take back"),
        LayerKey([Key("s")], .stop, "Stop making, and keep what was made", hint: "stop"),
        LayerKey([Key("g")], .more, "Make more, for the prompt as it is", hint: "more"),
        LayerKey([Key("k")], .kind, "Choose what is made", hint: "what"),
        LayerKey([Key("n")], .number, "Set how many shall wait for you", hint: "number"),
        LayerKey([Key("m")], .model, "Choose the model that writes", hint: "model"),
        LayerKey([Key("j")], .rating, "Let a judge rate them from 0 to 5", hint: "judge"),
        LayerKey([Key("o")], .place, "Choose a file of rows that accepted ones go to", hint: "place"),
        LayerKey([Key("+")], .raise, "Raise the least rating by half a point"),
        LayerKey([Key("-")], .lower, "Lower the least rating by half a point"),
        LayerKey([Key("d")], .filter, "Only those that wait, or all", hint: "all or waiting"),
        LayerKey([Key("i")], .report, "What each filter dropped, and all ratings", hint: "report"),
        LayerKey([Key("?")], .explain, "What the columns and the signs mean"),
        LayerKey([Key(.up)], .move(.up), "The candidate above"),
        LayerKey([Key(.down)], .move(.down), "The candidate below"),
        LayerKey([Key(.pageUp)], .move(.pageUp), "Up by a page"),
        LayerKey([Key(.pageDown), Key(" ")], .move(.pageDown), "Down by a page"),
        LayerKey([Key(.home)], .move(.start), "The first candidate"),
        LayerKey([Key(.end)], .move(.end), "The last candidate"),
        LayerKey([Key(.escape), Key("q")], .close, "Back; it goes on", hint: "back"),
    ]

    private(set) var selected = 0
    /// True if only the candidates that wait are listed.
    private(set) var isFiltered = false

    /// Returns the candidates that are listed.
    func rows(_ making: MakingState) -> [Candidate] {
        isFiltered ? making.candidates.filter(\.isWaiting) : making.candidates
    }

    /// Returns the place of the cursor among the listed candidates.
    func place(among rows: [Candidate]) -> Int { max(0, min(selected, rows.count - 1)) }

    private func current(_ making: MakingState) -> Candidate? {
        let rows = rows(making)
        return rows.isEmpty ? nil : rows[place(among: rows)]
    }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        guard let making = context.making else { return nil }
        return switch command {
        case .enter: making.isPlanned ? "start" : making.candidates.isEmpty ? nil : standard
        case .filter: making.candidates.isEmpty ? nil : standard
        case .close: standard
        default: reason(against: command, context) == nil ? standard : nil
        }
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        guard let making = context.making else { return nil }
        let isRunning = making.isRunning ? "Candidates are being made: s stops that." : nil
        switch command {
        case .enter where making.isPlanned: return nil
        case .enter, .read: return current(making) == nil ? "There is no candidate yet." : nil
        case .accept, .edit, .reject:
            guard let one = current(making) else { return "There is no candidate yet." }
            if one.decision != nil { return "It is decided on already: u takes the last decision back." }
            if one.drop != nil { return "A filter has dropped it." }
            return command == .accept ? reasonAgainstAccepting(making, context) : nil
        case .takeBack: return making.hasDecisions ? nil : "There is no decision of this session to take back."
        case .stop: return making.isRunning ? nil : "No candidates are being made."
        case .more: return making.isPlanned ? "It is planned already: Enter starts it." : isRunning
        case .kind, .number, .model: return isRunning
        case .rating, .place:
            return making.order.choices.kind == .phrasings
                ? "Phrasings are neither rated nor rows of data." : isRunning
        case .raise, .lower:
            if making.order.choices.rating == nil { return "The least rating holds only where a judge rates (j)." }
            return making.candidates.contains { $0.rating != nil } ? nil : "No candidate is rated yet."
        case .report: return making.candidates.isEmpty ? "There is no candidate yet." : nil
        case .filter, .explain, .close, .move: return nil
        }
    }

    private func reasonAgainstAccepting(_ making: MakingState, _ context: any Context) -> String? {
        guard making.order.choices.file == nil, !context.isMakingForOpenPrompt else { return nil }
        return "It was made for another prompt than the one on the screen."
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        guard let making = context.making else { return [.close] }
        let choices = making.order.choices
        switch command {
        case .enter:
            return making.isPlanned ? [.making(.begin)] : read(making, context.look)
        case .read: return read(making, context.look)
        case .accept: return decide(.accepted, making)
        case .reject: return decide(.rejected, making)
        case .edit:
            guard let one = current(making) else { return [] }
            return Self.edit(one.parts(names: making.names)[...], of: one.id, [:])
        case .takeBack: return [.making(.takeBack)]
        case .stop: return [.effect(.evaluation(.making(.stop)))]
        case .more: return [.making(.plan(choices))]
        case .kind: return [.choose(Self.kinds(choices))]
        case .rating: return [.choose(Self.ratings(choices))]
        case .number, .model, .place: return [.ask(Self.question(command, choices))]
        case .raise: return [.making(.moveLeast(min(5, choices.least + 0.5)))]
        case .lower: return [.making(.moveLeast(max(0, choices.least - 0.5)))]
        case .filter:
            let id = current(making)?.id
            isFiltered.toggle()
            let rows = rows(making)
            selected = rows.firstIndex { $0.id == id } ?? place(among: rows)
        case .report: return [.compare(report(making, context.look))]
        case .explain: return [.choose(Self.explanation(context.look))]
        case .move(let scroll):
            let page = max(1, layout(context).list.size.rows - 1)
            selected = scroll.top(from: selected, page: page, last: max(0, rows(making).count - 1))
        case .close: return [.close]
        }
        return []
    }

    private func read(_ making: MakingState, _ look: Look) -> [Request] {
        current(making).map { [.compare(text(of: $0, making, look))] } ?? []
    }

    /// Decides, and goes to the next candidate that waits.
    private mutating func decide(_ decision: Candidate.Decision, _ making: MakingState) -> [Request] {
        let rows = rows(making)
        guard !rows.isEmpty else { return [] }
        selected = place(among: rows)
        let id = rows[selected].id
        if isFiltered {
            // The next one takes its place.
            selected = max(0, min(selected, rows.count - 2))
        } else {
            selected = rows.indices.first { $0 > selected && rows[$0].isWaiting } ?? selected
        }
        return [.making(.decide(decision, id))]
    }
}
