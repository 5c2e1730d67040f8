import Evaluation
import Foundation

extension State {
    /// Votes blindly on the outputs of this session's evaluation, if they are of lanes to compare.
    mutating func showVotes() {
        guard let current = evaluations.current, current.results != nil, current.laneNames.count > 1 else {
            return say("Blind votes compare lanes over cases: Alt-g evaluates the lanes, and v there begins the votes.")
        }
        showEvaluation()
        beginVotes()
    }

    /// Votes blindly on the outputs of this session's evaluation.
    mutating func beginVotes() {
        guard let current = evaluations.current else { return }
        layers.push(VoteLayer(current.number, look))
        emit(.evaluation(.beginVotes(number: current.number, voter: evaluations.voter)))
    }

    /// Lets a person of this name vote from now on, in the round that is seen and in later ones.
    mutating func vote(as name: String) {
        let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !name.isEmpty else { return say("Votes need the name of who gives them.") }
        evaluations.voter = name
        guard layers.top is VoteLayer else { return }
        layers.pop()
        beginVotes()
    }

    /// Shows what votes say of lanes.
    mutating func showStanding(_ pairs: [Pair], lanes: [String]) {
        layers.push(StandingLayer(pairs, lanes: lanes, look))
    }
}
