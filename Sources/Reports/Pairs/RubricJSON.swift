import Evaluation

/// The parts of scores by a rubric as JSON.
enum RubricJSON {
    enum Key: CodingKey {
        case prompt, judge, kinship, isUnfair, trial, scores, lanes, findings, requests, seconds
    }

    struct Trial: Encodable {
        private let outputs: Int
        private let unscored: Int
        private let isReworded: Bool
        private let meanMovement: Double?
        private let largestMovement: Double?
        private let pairs: Int
        private let holding: Int
        private let holdingShare: Double?
        private let turning: Int
        private let alike: Int
        private let longerScoresHigher: Int
        private let longerScoresHigherOf: Int
        private let lengthCorrelation: Double?
        private let voted: Int
        private let agreed: Int
        private let agreedOf: Int
        private let kappa: Double?
        private let longerAgrees: Double?
        private let isBelievable: Bool

        init(_ trial: RubricTrial) {
            (outputs, unscored, isReworded) = (trial.outputs, trial.unscored, trial.isReworded)
            meanMovement = trial.spans.isEmpty ? nil : trial.spans.reduce(0, +) / Double(trial.spans.count)
            largestMovement = trial.spans.max()
            (pairs, holding, turning, alike) = (trial.repeated, trial.holding, trial.turning, trial.even)
            holdingShare = trial.holdingShare
            longerScoresHigher = trial.longerScoresHigher.count
            longerScoresHigherOf = trial.longerScoresHigher.all
            lengthCorrelation = trial.lengthCorrelation
            (voted, agreed, agreedOf) = (trial.voted, trial.agreement.agreements, trial.agreement.count)
            (kappa, longerAgrees) = (trial.agreement.value, trial.lengthAgreement.share)
            isBelievable = trial.isBelievable
        }
    }

    struct Score: Encodable {
        private let caseID: String
        private let lane: String
        private let value: Double?
        private let again: [Double?]
        private let reason: String?

        init(_ one: ScoredOutput) {
            (caseID, lane, value) = (one.caseID, one.output.lane, one.value)
            (again, reason) = (one.again, one.reason)
        }
    }

    struct Lane: Encodable {
        private let name: String
        private let mean: Double?
        private let interval: [Double]
        private let histogram: [Int]
        private let unscored: Int

        init(_ lane: RubricResult.Lane) {
            (name, mean, unscored) = (lane.name, lane.mean, lane.unscored)
            interval = [lane.interval.low, lane.interval.high]
            histogram = lane.histogram
        }
    }
}
