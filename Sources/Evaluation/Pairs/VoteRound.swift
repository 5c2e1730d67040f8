import Foundation
import Prompting

/// A round of blind votes: which two outputs come next, on which sides, and what was voted.
///
/// It knows no screen, file or clock: outputs are given to it as they are generated, and it gives back the pairs to keep.
package struct VoteRound: Sendable {
    /// A case with what both outputs answer.
    package struct Question: Sendable {
        /// The case's id.
        package var caseID: String
        /// The prompt's instruction and the case's input.
        package var messages: [Message]
        /// Right answers; empty if the case has none.
        package var references: [String]

        /// Creates a question.
        package init(caseID: String, messages: [Message], references: [String] = []) {
            self.caseID = caseID
            self.messages = messages
            self.references = references
        }
    }

    /// Two outputs to vote on, on the sides where they stand.
    package struct Shown: Sendable, Hashable {
        /// What both answer.
        package var question: [Message]
        /// The output that stands first.
        package var first: PairOutput
        /// The output that stands second.
        package var second: PairOutput
        /// Why these two.
        package var choice: Pair.Choice
        fileprivate var place: Place
        fileprivate var references: [String]
    }

    fileprivate struct Place: Sendable, Hashable {
        var question: Int
        var one: Int
        var other: Int
    }

    /// The lanes' names.
    package let lanes: [String]
    /// Who votes.
    package let voter: Voter
    /// The verdicts on these outputs, of this voter and of others, in their order.
    package private(set) var pairs: [Pair] = []
    /// What is to be voted on; nil if nothing is left so far.
    package private(set) var shown: Shown?
    /// The number of pairs whose texts are the same; nobody is asked about them.
    package private(set) var identical = 0

    private let questions: [Question]
    private let numbers: [String: Int]
    private var outputs: [[PairOutput?]]
    private var open: [Place] = []
    private var skipped: [Place] = []
    private var earlier: [PairKey: [Pair]]
    private var undone: [(place: Place, pair: Pair)] = []
    private var random: SplitMix64

    /// Creates a round.
    ///
    /// - Parameters:
    ///   - lanes: The lanes' names, at least two.
    ///   - questions: The cases.
    ///   - voter: Who votes.
    ///   - earlier: Verdicts that were kept before. Those on other outputs are left out.
    ///   - seed: Decides sides and order.
    package init(lanes: [String], questions: [Question], voter: Voter, earlier: [Pair] = [], seed: UInt64) {
        self.lanes = lanes
        self.questions = questions
        self.voter = voter
        numbers = Dictionary(questions.enumerated().map { ($1.caseID, $0) }, uniquingKeysWith: { first, _ in first })
        outputs = questions.map { _ in lanes.map { _ in nil } }
        self.earlier = Dictionary(grouping: earlier, by: \.key)
        random = SplitMix64(seed: seed)
    }

    /// The number of votes of this voter.
    package var votes: Int { pairs.count { $0.voter == voter } }

    /// The number of pairs that can be voted on now, with the one that is shown and those that were skipped.
    package var left: Int { open.count + skipped.count + (shown == nil ? 0 : 1) }

    /// The number of pairs that this voter hasn't voted on, with those whose outputs aren't there yet.
    package var unvoted: Int {
        questions.count * lanes.count * (lanes.count - 1) / 2 - identical - votes
    }

    /// True if a vote of this round can be taken back.
    package var canTakeBack: Bool { !undone.isEmpty }

    /// What the verdicts say so far.
    package var standing: PairStanding { PairStanding(pairs, lanes: lanes) }

    /// True if there are two lanes, and it is decided which one is better.
    package var isDecided: Bool { lanes.count == 2 && standing.rate?.isDecided() == true }

    /// Takes the output of a lane for a case, and shows the next pair if none is shown.
    package mutating func take(_ output: PairOutput, caseID: String) {
        guard let question = numbers[caseID], let lane = lanes.firstIndex(of: output.lane),
            outputs[question][lane] == nil
        else { return }
        outputs[question][lane] = output
        for (other, its) in outputs[question].enumerated() where other != lane {
            guard let its else { continue }
            let key = PairKey(caseID: caseID, output, its)
            let known = earlier.removeValue(forKey: key) ?? []
            pairs += known.map { renamed($0, question) }
            if Self.isSame(output.text, its.text) {
                identical += 1
            } else if !known.contains(where: { $0.voter == voter }) {
                open.append(Place(question: question, one: min(lane, other), other: max(lane, other)))
            }
        }
        if shown == nil { showNext() }
    }

    /// Votes on what is shown, and shows the next pair. Returns the pair to keep; nil if nothing is shown.
    package mutating func vote(_ verdict: Verdict, date: Date, seconds: Double) -> Pair? {
        guard let shown else { return nil }
        let pair = Pair(
            caseID: questions[shown.place.question].caseID, question: shown.question, references: shown.references,
            first: shown.first, second: shown.second, verdict: verdict, voter: voter, date: date, seconds: seconds,
            choice: shown.choice)
        pairs.append(pair)
        undone.append((shown.place, pair))
        showNext()
        return pair
    }

    /// Takes the last vote of this round back and shows its pair again, on the same sides. Returns the pair to remove.
    package mutating func takeBack() -> Pair? {
        guard let (place, pair) = undone.popLast() else { return nil }
        pairs.removeAll { $0.id == pair.id }
        if let shown { open.append(shown.place) }
        shown = Shown(
            question: pair.question, first: pair.first, second: pair.second, choice: pair.choice, place: place,
            references: pair.references)
        return pair
    }

    /// Takes a vote of this round back that couldn't be kept, so that its pair comes again.
    ///
    /// - Returns: False if there is no such vote.
    package mutating func drop(_ id: UUID) -> Bool {
        guard let index = undone.firstIndex(where: { $0.pair.id == id }) else { return false }
        open.append(undone.remove(at: index).place)
        pairs.removeAll { $0.id == id }
        if shown == nil { showNext() }
        return true
    }

    /// Puts off what is shown until all other pairs have been.
    package mutating func skip() {
        guard let shown else { return }
        skipped.append(shown.place)
        showNext()
    }

    private mutating func showNext() {
        shown = nil
        if open.isEmpty { swap(&open, &skipped) }
        guard !open.isEmpty else { return }
        let (index, choice) = chosen()
        let place = open.remove(at: index)
        guard let one = outputs[place.question][place.one], let other = outputs[place.question][place.other] else {
            return
        }
        let isTurned = random.next() & 1 == 1
        let question = questions[place.question]
        shown = Shown(
            question: question.messages, first: isTurned ? other : one, second: isTurned ? one : other, choice: choice,
            place: place, references: question.references)
    }

    /// Returns the index of the open pair that comes next: of the lanes that tell most, or of any.
    private mutating func chosen() -> (index: Int, choice: Pair.Choice) {
        let any = Int(random.next(upperBound: UInt(open.count)))
        guard lanes.count > 2, random.unit() >= PairSchedule.randomShare else { return (any, .random) }
        // Two lanes as one number: a sweep of many lanes has a hundred thousand open pairs.
        let count = lanes.count
        let candidates = Set(open.map { $0.one * count + $0.other }).sorted()
        let duels = pairs.compactMap { pair -> Duel? in
            guard let first = lanes.firstIndex(of: pair.first.lane),
                let second = lanes.firstIndex(of: pair.second.lane),
                let score = pair.verdict.score
            else { return nil }
            return Duel(first: first, second: second, score: score)
        }
        let best = candidates[
            PairSchedule.mostInformative(candidates.map { ($0 / count, $0 % count) }, after: duels, lanes: count)]
        let places = open.indices.filter { open[$0].one * count + open[$0].other == best }
        return (places[Int(random.next(upperBound: UInt(places.count)))], .informative)
    }

    /// Returns an earlier verdict with the lanes' present names.
    private func renamed(_ pair: Pair, _ question: Int) -> Pair {
        func name(_ output: PairOutput) -> String {
            outputs[question].first { $0?.request == output.request && $0?.text == output.text }??.lane ?? output.lane
        }
        var pair = pair
        if !pair.first.request.isEmpty { pair.first.lane = name(pair.first) }
        if !pair.second.request.isEmpty { pair.second.lane = name(pair.second) }
        return pair
    }

    /// Returns whether texts are the same but for the blanks around them.
    package static func isSame(_ first: String, _ second: String) -> Bool {
        first.trimmingCharacters(in: .whitespacesAndNewlines) == second.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
