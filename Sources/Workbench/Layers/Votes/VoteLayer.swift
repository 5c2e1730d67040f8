import Evaluation
import Foundation
import History
import Terminal
import TextLayout

extension Question {
    /// Asks who votes. Votes that were given stay those of who gave them.
    static func forVoter(_ name: String) -> Question {
        Question(
            title: "Who votes from now on", note: "votes of several people are counted together", text: name,
            isSelected: true
        ) { [.voteAs($0)] }
    }
}

/// A round of blind votes on the outputs of an evaluation: two at a time, without their lanes' names.
struct VoteLayer: ComparingLayer {
    enum Command: Hashable {
        case vote(Verdict), skip, takeBack, turnDifferences, turnNames, name, showStanding, listPairs, scroll(Scroll)
        case close
    }

    static let place: String? = "In a round of blind votes"
    static let note = "lanes unnamed, sides drawn at random"
    static let keys: [LayerKey<Command>] =
        [
            LayerKey([Key("1")], .vote(.first), "The first output is better", hint: "first"),
            LayerKey([Key("2")], .vote(.second), "The second output is better", hint: "second"),
            LayerKey([Key("=")], .vote(.tie), "Both are equally good", hint: "tie"),
            LayerKey([Key("0")], .vote(.bothBad), "Both are bad", hint: "both bad"),
            LayerKey([Key("s")], .skip, "Later, after all others", hint: "skip"),
            LayerKey([Key("u"), .control("_")], .takeBack, "Take the last vote back", hint: "take back"),
            LayerKey([Key("d")], .turnDifferences, "Mark words that only one of both has", hint: "differences"),
            LayerKey([Key("n")], .turnNames, "Tell the lanes' names after each vote, or not", hint: "names"),
            LayerKey([Key("w")], .name, "Say who votes, where several people do", hint: "voter"),
            LayerKey([Key("i")], .showStanding, "What the votes say so far (names the lanes)", hint: "result"),
            LayerKey([Key("t")], .listPairs, "The votes beside a judge's verdicts (names the lanes)"),
        ] + LayerKey.scrolling { .scroll($0) } + [
            LayerKey([Key(.escape), Key("q")], .close, "Back; the votes are kept", hint: "back")
        ]

    /// The number of the evaluation.
    private let number: Int
    /// The round; nil until it has come.
    private(set) var round: VoteRound?
    /// Outputs that came before the round.
    private var early: [(output: PairOutput, caseID: String)] = []
    private var showsDifferences = false
    private var tellsNames = false
    /// A sentence about the last vote.
    private var said = ""
    var comparison = Comparison(title: "blind votes")

    init(_ number: Int, _ look: Look) {
        self.number = number
        show(look, isRunning: false)
    }

    func reason(against command: Command, _ context: any Context) -> String? {
        switch command {
        case .vote, .skip, .turnDifferences: round?.shown == nil ? "There is no pair to vote on." : nil
        case .takeBack: round?.canTakeBack == true ? nil : "There is no vote of this round to take back."
        case .showStanding: round?.pairs.isEmpty == false ? nil : "There are no votes yet."
        case .name: round == nil ? "The outputs are being read." : nil
        case .turnNames, .listPairs, .scroll, .close: nil
        }
    }

    func hint(of command: Command, _ standard: String?, _ context: any Context) -> String? {
        switch command {
        case .vote, .skip, .turnDifferences: round?.shown == nil ? nil : standard
        case .takeBack: round?.canTakeBack == true ? standard : nil
        case .showStanding: round?.pairs.isEmpty == false ? standard : nil
        case .name: round == nil ? nil : standard
        case .turnNames, .listPairs, .scroll, .close: standard
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .scroll(let scroll):
            comparison.scroll(scroll, context.look)
            return []
        case .close: return [.close]
        case .listPairs:
            return context.evaluation.map { [.listPairs(PairFilter(prompt: $0.order.name))] } ?? []
        case .name: return [.ask(.forVoter(round?.voter.name ?? ""))]
        case .showStanding: return [.showStanding(round?.pairs ?? [], lanes: round?.lanes ?? [])]
        case .turnDifferences: showsDifferences.toggle()
        case .turnNames:
            tellsNames.toggle()
            said = tellsNames ? "After each vote the lanes' names are told." : "The lanes' names aren't told."
        case .skip:
            round?.skip()
            show(context)
            return [.effect(.history(.pairShown))]
        case .takeBack:
            guard let pair = round?.takeBack() else { return [] }
            said = "The last vote is taken back."
            show(context)
            return [.effect(.history(.removePair(pair.id)))]
        case .vote(let verdict):
            // The history knows the time: when the pair was shown, and when it keeps it.
            guard let pair = round?.vote(verdict, date: Date(timeIntervalSince1970: 0), seconds: 0) else { return [] }
            said = tellsNames ? "1 was \(pair.first.lane), 2 was \(pair.second.lane)." : ""
            if round?.isDecided == true { said += said.isEmpty ? decided : " " + decided }
            show(context)
            return [.effect(.history(.keepPair(pair)))]
        }
        show(context)
        return []
    }

    private var decided: String { "It is decided which lane is better: i tells." }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        let isNew = round?.shown == nil
        switch event {
        case .message(.evaluation(.votes(number, .success(var round)))):
            for (output, caseID) in early { round.take(output, caseID: caseID) }
            early = []
            self.round = round
            if round.votes > 0 { said = "\(round.votes) of your earlier votes on these outputs are counted." }
        case .message(.evaluation(.votes(number, .failure(let problem)))):
            return [.close, .say(problem.sentence, isError: true)]
        case .message(.evaluation(.votable(number, let output, let caseID))):
            if round == nil { early.append((output, caseID)) } else { round?.take(output, caseID: caseID) }
            guard isNew else { return [] }
        case .message(.history(.pairRefused(let id, let sentence))):
            guard round?.drop(id) == true else { return [] }
            said = sentence
        case .message(.evaluation(.evaluation(number, .ended))) where round?.shown == nil: break
        case .resized where round?.shown != nil:
            comparison.fit(context.look)
            return []
        case .resized: break
        default: return receiveByKeys(event, context)
        }
        show(context)
        return isNew && round?.shown != nil ? [.effect(.history(.pairShown))] : []
    }

    private mutating func show(_ context: any Context) {
        let evaluation = context.evaluation
        show(context.look, isRunning: evaluation?.number == number && evaluation?.isRunning == true)
    }

    /// Lays out what is to be voted on, or why there is nothing.
    private mutating func show(_ look: Look, isRunning: Bool) {
        let width = Comparison.wholeWidth(look.size)
        func lines(_ text: String) -> [Comparison.Part] { look.wrap(text, width).map { .plain($0) } }
        guard let round else {
            comparison = Comparison(title: "blind votes")
            comparison.parts = lines("The outputs are being read.")
            return
        }
        let dot = look.sign("·", "-")
        let left = isRunning ? round.unvoted : round.left
        let votes = "\(round.votes) \(round.votes == 1 ? "vote" : "votes")"
        comparison = Comparison(
            title: "blind votes of \(look.fit(look.line(round.voter.name), 24)) \(dot) \(votes) \(dot) \(left) left")
        if !said.isEmpty { comparison.parts = lines(said) }
        guard let shown = round.shown else {
            comparison.parts += lines(isRunning ? "The next outputs are being generated." : Self.end(of: round))
            return
        }
        comparison.parts += [.heading("question")] + question(shown, look, width) + [.heads("1", "2")]
        let (first, second) = (shown.first.text, shown.second.text)
        let column = Comparison.textWidth(look.size)
        comparison.parts.append(
            showsDifferences
                ? Comparison.texts(first, second, width: column, glyphs: look.glyphs)
                : .texts(
                    WrappedText(first, width: column, glyphs: look.glyphs), [],
                    WrappedText(second, width: column, glyphs: look.glyphs), []))
    }

    /// Returns what is said when no pair is left: why, and what can still be done.
    private static func end(of round: VoteRound) -> String {
        let keys = [
            round.pairs.isEmpty ? nil : "i shows what the votes say",
            round.canTakeBack ? "u takes the last one back" : nil,
        ].compactMap(\.self)
        let sentences = [
            round.votes == 0 ? "There is nothing to vote on." : "Nothing is left.", round.identicalRemark,
            keys.isEmpty ? nil : keys.joined(separator: ", ") + ".",
        ]
        return sentences.compactMap(\.self).joined(separator: " ")
    }

    /// Returns the lines of the question. Of a long one, the outputs leave its beginning and its end on the screen.
    private func question(_ shown: VoteRound.Shown, _ look: Look, _ width: Int) -> [Comparison.Part] {
        let text = shown.question.map(\.text).joined(separator: "\n")
        let lines = TextWrap.lines(harmless(text, glyphs: look.glyphs), width: width).map { String($0.text) }
        let most = max(2, look.size.rows / 4)
        guard lines.count > most else { return lines.map { .plain($0) } }
        let kept = most / 2
        return lines.prefix(kept).map { .plain($0) }
            + [.line("\(look.glyphs.ellipsis) \(lines.count - 2 * kept) more lines \(look.glyphs.ellipsis)")]
            + lines.suffix(kept).map { .plain($0) }
    }
}
