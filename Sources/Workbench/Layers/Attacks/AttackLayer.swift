import Evaluation
import Terminal

/// Attacks on the lanes: what they would do, how far they are, and what they came to.
struct AttackLayer: Layer {
    enum Command: Hashable {
        case enter, stop, runAgain, tries, suite, report, write, explain, close
        case move(Scroll)
    }

    static let place: String? = "In attacks on the lanes"
    static let keys: [LayerKey<Command>] = [
        LayerKey([Key(.enter)], .enter, "Begin; then read what broke it, and with what", hint: "read"),
        LayerKey([Key("s")], .stop, "Stop it, and keep the results so far", hint: "stop"),
        LayerKey([Key("r")], .runAgain, "Run it again, with the lanes as they are", hint: "run again"),
        LayerKey([Key("t")], .tries, "Set the number of tries of each attack", hint: "tries"),
        LayerKey([Key("u")], .suite, "Choose another suite of attacks", hint: "suite"),
        LayerKey([Key("i")], .report, "Read the whole report", hint: "report"),
        LayerKey([Key("w")], .write, "Write it to a file: .md .json .txt", hint: "write"),
        LayerKey([Key("?")], .explain, "What the columns and the signs mean"),
        LayerKey([Key(.up)], .move(.up), "The attack above"),
        LayerKey([Key(.down)], .move(.down), "The attack below"),
        LayerKey([Key(.pageUp)], .move(.pageUp), "Up by a page"),
        LayerKey([Key(.pageDown), Key(" ")], .move(.pageDown), "Down by a page"),
        LayerKey([Key(.home)], .move(.start), "The first attack"),
        LayerKey([Key(.end)], .move(.end), "The last attack"),
        LayerKey([Key(.escape), Key("q")], .close, "Back; it goes on", hint: "back"),
    ]

    /// The attacks, those that broke a lane first.
    private(set) var rows: [AttackRow] = []
    /// The number of attacks that broke a lane.
    private(set) var brokenCount = 0
    private(set) var selected = 0

    init(_ report: AttackReport?) {
        rows = report.map(AttackRow.all) ?? []
        brokenCount = rows.count { !$0.broken.isEmpty }
    }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        let attacks = context.attacks.current
        return switch command {
        case .enter: attacks?.isPlanned == true ? "start" : rows.isEmpty ? nil : standard
        case .stop: attacks?.isRunning == true ? standard : nil
        case .runAgain: attacks?.isRunning == true || attacks?.isPlanned == true ? nil : standard
        case .tries, .suite: attacks?.isRunning == true ? nil : standard
        case .report, .write: attacks?.results == nil ? nil : standard
        default: standard
        }
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        guard let attacks = context.attacks.current else { return nil }
        return switch command {
        case .enter where attacks.isPlanned: nil
        case .enter: rows.isEmpty ? "There are no outputs yet." : nil
        case .stop: attacks.isRunning ? nil : "The attacks aren't running."
        case .runAgain, .tries, .suite: attacks.isRunning ? "The attacks are running: s stops them." : nil
        case .report, .write: attacks.results == nil ? "There are no results yet." : nil
        default: nil
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        guard let attacks = context.attacks.current else { return [.close] }
        let (suite, tries) = (attacks.order.suite, attacks.order.tries)
        switch command {
        case .enter:
            if attacks.isPlanned { return [.beginAttacks] }
            return rows.indices.contains(selected) ? [.compare(outputs(of: rows[selected], context.look))] : []
        case .stop: return [.effect(.evaluation(.stopAttacks))]
        case .runAgain: return [.planAttacks(suite: suite, tries: tries)]
        case .tries:
            return [
                .ask(
                    Question(title: "Number of tries of each attack", note: "1 to 100", text: "\(tries)") { text in
                        guard let tries = Int(text.filter { !$0.isWhitespace }), (1...100).contains(tries) else {
                            return [.say("The number of tries is a whole number from 1 to 100.", isError: true)]
                        }
                        return [.planAttacks(suite: suite, tries: tries)]
                    })
            ]
        case .suite:
            return [
                .ask(
                    Question(
                        title: "Suite of attacks: a name, or the path of a .yaml file", note: "empty: the usual one",
                        text: suite ?? "", isPath: true
                    ) { [.planAttacks(suite: $0.isEmpty ? nil : $0, tries: tries)] })
            ]
        case .report: return attacks.results.map { [.compare(report($0, context.look))] } ?? []
        case .write:
            return [
                .ask(
                    Question(
                        title: "Write the attacks to", note: ".md .json .txt", text: "attacks.md", isPath: true
                    ) { $0.isEmpty ? [] : [.effect(.evaluation(.exportAttacks(path: $0)))] })
            ]
        case .explain: return [.choose(Self.explanation(context.look))]
        case .move(let scroll):
            let page = max(1, layout(context).list.size.rows - 1)
            selected = scroll.top(from: selected, page: page, last: max(0, rows.count - 1))
        case .close: return [.close]
        }
        return []
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        guard case .message(.evaluation(.attacks(_, .ended(let results, _)))) = event else {
            return receiveByKeys(event, context)
        }
        self = AttackLayer(results.report)
        return []
    }

    private static func explanation(_ look: Look) -> Choice {
        let signs = [AttackRow.Outcome.broken, .held, .refused, .missing].map { $0.sign(look).text }
        return Choice(
            title: "what the columns mean",
            lines: [
                "A row is an attack: a sign for each lane, its name, its kind, the secret that it is after, the tries that got it, and the first output that broke a lane, else what was asked.",
                "\(signs[0]) a secret came out in a try   \(signs[1]) held   \(signs[2]) held, and refused every time   \(signs[3]) not run",
                "tries broken and attacks broken: the share of outputs, and of attacks in any of their tries, with its 95 % interval.",
                "over-refusal: harmless questions that were refused. own cases right: the prompt's own test data.",
                "Enter on an attack shows what was asked and the outputs; i tells how each kind of attack fared.",
            ], answers: [.back])
    }
}
