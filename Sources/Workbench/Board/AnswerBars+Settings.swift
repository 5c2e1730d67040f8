import Evaluation
import Foundation
import Lanes
import Sampling

extension AnswerBars {
    /// The shares of the answers under a lane's settings.
    struct Reading: Sendable {
        /// What the shares don't show.
        enum Note: Sendable {
            /// Of the settings only the temperature moves them: tokens behind the first decide, or the kept part of the row
            /// doesn't tell what the other stages leave.
            case temperatureOnly
            /// The stages cut all answers, whose shares are those that the temperature alone makes.
            case allCut
            /// Nothing is drawn, so they are the model's own.
            case own
        }

        /// The settings.
        var settings: Settings
        /// The answers with their shares, the largest first.
        var shares: [(label: String, share: Double)]
        var note: Note?
    }

    /// The share of the answers' probability that may be of writings of several tokens, so that the first token decides.
    private static let mostBehind = 0.01

    /// Reads the shares under these settings, once the model has told the likelihoods. It is asked nothing.
    mutating func settle(_ settings: Settings) {
        guard let logarithms, reading?.settings != settings else { return }
        // At temperature 0 one answer has all of a draw, which doesn't tell how sure the model is.
        guard !settings.isBeamSearch, settings.temperature > 0 || settings.dynatempRange > 0 else {
            return read(scaledShares(logarithms, temperature: 1), settings, .own)
        }
        let plain = scaledShares(logarithms, temperature: settings.temperature)
        guard let distribution else { return read(plain, settings, nil) }
        guard let drawn = proportions(in: distribution, settings) else {
            return read(plain, settings, .temperatureOnly)
        }
        if drawn.allSatisfy({ $0 == -.infinity }) { return read(plain, settings, .allCut) }
        read(scaledShares(drawn, temperature: 1), settings, nil)
    }

    private mutating func read(_ shares: [Double], _ settings: Settings, _ note: Reading.Note?) {
        let named = zip(labels, shares).map { (label: $0.name, share: $1) }
        // A stable order, so that equal answers don't change places.
        let sorted = named.enumerated().sorted { ($1.element.share, $0.offset) < ($0.element.share, $1.offset) }
        reading = Reading(settings: settings, shares: sorted.map { $0.element }, note: note)
    }

    /// Takes the row of the place where the output begins, unless all of it is known already.
    mutating func take(_ distribution: Distribution, after history: [Int32]) {
        guard request.context == .tokens(history), self.distribution?.row.isComplete != true else { return }
        self.distribution = distribution
        reading = nil
    }

    /// Returns the logarithm of a number in proportion to each answer's probability in a draw; nil if tokens behind the first
    /// decide, or if the row doesn't tell it.
    private func proportions(in distribution: Distribution, _ settings: Settings) -> [Double]? {
        guard isDecidedAtOnce, case .tokens(let history) = request.context else { return nil }
        var settings = settings
        let wanted = Set(writings.joined().compactMap { $0.tokens.first?.token })
        // In some of the draws XTC acts, in the others it doesn't.
        let dice = settings.acts(.xtc) ? settings.xtcProbability : 0
        var mixed: [[Double]] = []
        for (isOn, chance) in [(false, 1 - dice), (true, dice)] where chance > 0 {
            settings.xtcProbability = isOn ? 1 : 0
            var funnel = Funnel(settings)
            let place = FunnelPlace(
                noise: NoiseKey(seed: 0, index: 0),
                spelling: { [texts = distribution.texts] in Array((texts[$0] ?? "").utf8) })
            let outcome = funnel.apply(
                to: distribution.row, history: history[...],
                allowing: distribution.allowed.map { allowed in { allowed[$0] } }, at: place)
            guard case .kept(let survivors) = outcome else { return nil }
            let logWeights = survivors.logWeights
            var weights: [Int32: Double] = [:]
            for (id, weight) in zip(survivors.ids, logWeights) where wanted.contains(id) { weights[id] = weight }
            // Of one kind of draws only the proportions matter.
            let scale = dice > 0 && dice < 1 ? log(chance) - logSumExp(logWeights) : 0
            mixed.append(
                writings.map { writings in
                    logSumExp(
                        writings.compactMap { writing -> Double? in
                            guard let first = writing.tokens.first, let weight = weights[first.token] else {
                                return nil
                            }
                            return weight + scale + writing.logProbability - first.logProbability
                        })
                })
        }
        return labels.indices.map { label in logSumExp(mixed.map { $0[label] }) }
    }

    /// True if nearly all that the answers hold is in writings of one token.
    private var isDecidedAtOnce: Bool {
        let all = writings.joined()
        let behind = logSumExp(all.filter { $0.tokens.count > 1 }.map(\.logProbability))
        return behind <= logSumExp(all.map(\.logProbability)) + log(Self.mostBehind)
    }
}

extension Board {
    /// Takes a row for the lanes whose output begins where it stands.
    mutating func take(_ answer: Result<Distribution, EngineError>, after history: [Int32], model: String?) {
        guard case .success(let distribution) = answer else { return }
        for index in lanes.indices where lanes[index].answers?.model == model {
            lanes[index].answers?.take(distribution, after: history)
        }
    }
}
