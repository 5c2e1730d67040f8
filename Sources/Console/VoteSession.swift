import Evaluation
import Foundation
import History
import Operations
import Reports
import Synchronization
import TextLayout

/// A round of blind votes on the command line: outputs come from the engines while the voter reads.
package final class VoteSession {
    /// How votes are asked for.
    package struct Options {
        private(set) var showsNames: Bool
        private(set) var covariates: [PairCovariate]
        private(set) var seed: UInt64

        /// Creates options: whether lanes' names are told after a vote, what is taken out of the strengths too, and what
        /// decides sides and order.
        package init(showsNames: Bool, covariates: [PairCovariate], seed: UInt64) {
            (self.showsNames, self.covariates, self.seed) = (showsNames, covariates, seed)
        }
    }

    private final class Shared: Sendable {
        let round: Mutex<VoteRound>
        let failures = Mutex<[CaseOutput]>([])
        let isDone = Mutex(false)

        init(_ round: VoteRound) { self.round = Mutex(round) }

        func take(_ output: CaseOutput, of plan: EvaluationPlan) {
            if let pair = plan.pairOutput(output) {
                round.withLock { $0.take(pair, caseID: output.id) }
            } else {
                failures.withLock { $0.append(output) }
            }
        }
    }

    private let plan: EvaluationPlan
    private let work: EvaluationWork
    private let history: History
    private let options: Options
    private let shared: Shared
    private let worker = Worker("outputs")
    /// Only a round that asks for votes changes the terminal.
    private lazy var keys = KeyReader()
    private var showsDifferences = false
    private var said = ""
    /// What of the pair is seen; nil if it is printed whole.
    private var page: TextPage?
    /// The first line of the pair that is to be seen.
    private var top = 0

    /// Creates a round of votes on the outputs of a plan, and goes on with those of earlier rounds.
    ///
    /// - Throws: An error of the history, or of the file of outputs.
    package init(_ plan: EvaluationPlan, voter: Voter, history: History, options: Options) throws {
        self.plan = plan
        self.history = history
        self.options = options
        work = try EvaluationWork(plan, path: nil, resume: true, recorder: nil)
        let earlier = try history.pairs(PairFilter(prompt: plan.promptName, kind: .person))
        shared = Shared(
            VoteRound(
                lanes: plan.run.lanes.map(\.name), questions: try plan.data.cases.map(plan.question), voter: voter,
                earlier: earlier, seed: options.seed))
        for output in work.outputs { shared.take(output, of: plan) }
    }

    private var round: VoteRound { shared.round.withLock { $0 } }

    /// The number of pairs to vote on. While outputs are being generated, those that are to come count too.
    private var left: Int { shared.isDone.withLock { $0 } ? round.left : round.unvoted }

    /// What all verdicts on these outputs say so far.
    package var standing: PairStanding {
        PairStanding(round.pairs, lanes: round.lanes, covariates: options.covariates)
    }

    /// Sentences about what is left out.
    package var remarks: [String] {
        var remarks: [String] = []
        let failures = shared.failures.withLock { $0 }
        if let first = failures.first {
            remarks.append(
                "\(failures.count) outputs failed and are left out: \(first.error ?? "no text but thoughts")")
        }
        return remarks + [round.identicalRemark].compactMap(\.self)
    }

    /// Asks for votes until the voter leaves or nothing is left. Returns what the voter is told at the end.
    package func run() throws -> String {
        let restore = Interruption { [work, keys = UncheckedKeys(keys)] in
            keys.close()
            work.cancel()
            _exit(130)
        }
        defer { withExtendedLifetime(restore) {} }
        let (plan, shared) = (plan, shared)
        worker.start { [work] in
            await work.run { shared.take($0, of: plan) }
            shared.isDone.withLock { $0 = true }
        }
        defer {
            keys.close()
            work.cancel()
            worker.finish()
        }
        let before = round.votes
        while try ask() {}
        let (cast, left) = (round.votes - before, left)
        // An output that is there already is written before the file is closed.
        work.cancel()
        worker.finish()
        try work.close()
        let kept = "\(cast) \(cast == 1 ? "vote is" : "votes are") kept."
        switch left {
        case 0: return "\(kept) Nothing is left."
        case 1: return "\(kept) 1 pair is left; the same command goes on with it."
        default: return "\(kept) \(left) pairs are left; the same command goes on with them."
        }
    }

    /// Shows the next pair and takes a vote on it. Returns false if the voter leaves or nothing is left.
    private func ask() throws -> Bool {
        guard let shown = round.shown else {
            if shared.isDone.withLock({ $0 }), round.shown == nil { return try askForLast() }
            guard keys.isTerminal else {
                Thread.sleep(forTimeInterval: 0.05)
                return true
            }
            let key = keys.next(milliseconds: 100)
            return key != .end && key != .character("q")
        }
        top = 0
        try draw(shown)
        let start = ContinuousClock.now
        while true {
            let key = keys.next()
            let seconds = start.duration(to: .now) / .seconds(1)
            switch key {
            case .character("1"): return try vote(.first, on: shown, seconds)
            case .character("2"): return try vote(.second, on: shown, seconds)
            case .character("="): return try vote(.tie, on: shown, seconds)
            case .character("0"): return try vote(.bothBad, on: shown, seconds)
            case .character("s"):
                shared.round.withLock { $0.skip() }
                return true
            case .character("u"): return try takeBack()
            case .character("d"):
                showsDifferences.toggle()
                try draw(shown)
            case .character("f"), .character("b"):
                guard let page, page.isPart else { continue }
                top = key == .character("f") ? page.next : page.previous
                try draw(shown)
            case .character("q"), .end: return false
            default: continue
            }
        }
    }

    /// When nothing is left, the last vote can still be taken back.
    private func askForLast() throws -> Bool {
        guard round.canTakeBack else { return false }
        if keys.isTerminal {
            try printOutput("Nothing is left. u takes the last vote back, any other key leaves.\n")
        }
        return keys.next() == .character("u") ? try takeBack() : false
    }

    private func vote(_ verdict: Verdict, on shown: VoteRound.Shown, _ seconds: Double) throws -> Bool {
        guard let pair = shared.round.withLock({ $0.vote(verdict, date: Date(), seconds: seconds) }) else {
            return true
        }
        // Kept before anything else is shown, so that a program that is killed loses no vote.
        try history.keep([pair])
        said = options.showsNames ? "1 was \(pair.first.lane), 2 was \(pair.second.lane)." : ""
        if !keys.isTerminal, !said.isEmpty { try printOutput(harmless(said) + "\n\n") }
        return true
    }

    private func takeBack() throws -> Bool {
        if let pair = shared.round.withLock({ $0.takeBack() }) {
            try history.removePair(pair.id)
            said = "The last vote is taken back."
        } else {
            said = "There is no vote of this round to take back."
        }
        return true
    }

    private func draw(_ shown: VoteRound.Shown) throws {
        let terminal = TerminalSize.current
        let isPaged = terminal.isTerminal && keys.isTerminal
        let round = round
        var lines = ShownPairText(shown, differences: showsDifferences).lines(
            width: terminal.columns, glyphs: terminal.glyphs)
        // Below it stand three lines, of which two may be wrapped.
        page = isPaged ? TextPage(lines, from: top, rows: terminal.rows - 6) : nil
        var place = ""
        if let page, page.isPart {
            lines = page.lines
            place = "\(page.place): f goes on, b goes back"
        }
        let (votes, left) = (round.votes, left)
        let decided = round.isDecided ? " It is decided which lane is better." : ""
        lines += [
            place,
            "\(votes) \(votes == 1 ? "vote" : "votes"), \(left) \(left == 1 ? "pair" : "pairs") left.\(decided) \(said)",
        ]
        lines.append("1 first  2 second  = tie  0 both bad  s skip  u take back  d differences  q leave")
        said = ""
        // A terminal shows one pair at a time, so that earlier ones don't stand beside it.
        let start = isPaged ? "\u{1B}[H\u{1B}[2J" : ""
        try printOutput(start + harmless(lines.joined(separator: "\n"), glyphs: terminal.glyphs) + "\n")
    }
}
