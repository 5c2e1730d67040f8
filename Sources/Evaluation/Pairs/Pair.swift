import Foundation
import Prompting

/// Two outputs for one case, in the order in which they stood, and a verdict on them.
package struct Pair: Sendable, Hashable, Codable, Identifiable {
    /// Why these two outputs were shown next.
    package enum Choice: String, Sendable, Hashable, Codable {
        /// They tell most about the strengths.
        case informative
        /// They were drawn at random.
        case random
        /// All pairs were asked for.
        case all
    }

    /// The pair's own number. A pair that is imported twice is kept once.
    package var id: UUID
    /// The id of the case in its data.
    package var caseID: String
    /// What both answer: the prompt's instruction and the case's input, without examples.
    package var question: [Message]
    /// Right answers of the case; empty if it has none.
    package var references: [String]
    /// The output that stood first: above, or on the left.
    package var first: PairOutput
    /// The output that stood second.
    package var second: PairOutput
    /// What was said.
    package var verdict: Verdict
    /// By whom.
    package var voter: Voter
    /// When, to the millisecond.
    package var date: Date
    /// How long it took, in seconds.
    package var seconds: Double
    /// Why these two were shown.
    package var choice: Choice
    /// A judge's probability that the first is better; nil for people, and if nothing was read.
    package var probability: Double?
    /// The reason that the judge gave; nil if it gave none.
    package var reason: String?

    /// Creates a pair. The date is rounded to the millisecond.
    package init(
        id: UUID = UUID(), caseID: String, question: [Message], references: [String] = [], first: PairOutput,
        second: PairOutput, verdict: Verdict, voter: Voter, date: Date, seconds: Double, choice: Choice,
        probability: Double? = nil, reason: String? = nil
    ) {
        self.id = id
        self.caseID = caseID
        self.question = question
        self.references = references
        self.first = first
        self.second = second
        self.verdict = verdict
        self.voter = voter
        self.date = Date(timeIntervalSince1970: (date.timeIntervalSince1970 * 1000).rounded() / 1000)
        self.seconds = seconds.isFinite ? max(0, seconds) : 0
        self.choice = choice
        self.probability = probability
        self.reason = reason
    }

    /// What both outputs are, whatever their order and the verdict.
    package var key: PairKey {
        PairKey(caseID: caseID, first, second)
    }

    /// The output that won; nil for a tie and where nothing was said.
    package var chosen: PairOutput? {
        verdict == .first ? first : verdict == .second ? second : nil
    }

    /// The output that lost; nil for a tie and where nothing was said.
    package var rejected: PairOutput? {
        verdict == .first ? second : verdict == .second ? first : nil
    }
}

/// Two outputs for a case, in no order: equal for verdicts on the same outputs.
package struct PairKey: Sendable, Hashable {
    private let caseID: String
    private let outputs: Set<Output>

    private struct Output: Hashable {
        var request: String
        var lane: String
        var text: String
    }

    /// Creates the key of two outputs. An output with a request's hash is known by that and its text, another by its lane.
    package init(caseID: String, _ first: PairOutput, _ second: PairOutput) {
        self.caseID = caseID
        outputs = Set(
            [first, second].map {
                Output(request: $0.request, lane: $0.request.isEmpty ? $0.lane : "", text: $0.text)
            })
    }
}
