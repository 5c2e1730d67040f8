extension FunnelPool {
    /// Applies one stage that cuts, or bends all candidates. Changes of single tokens are made elsewhere. `draws` says whether
    /// XTC acts in this draw; `steering` is mirostat's limit or adaptive-P's target.
    ///
    /// - Returns: Why the cut isn't proven, if no later stage can prove it; else nil.
    mutating func apply(
        _ stage: FunnelStage, _ settings: Settings, draws: () -> Bool, steering: Double
    ) -> UnprovenReason? {
        switch stage {
        case .grammar, .logitBias, .penalties, .dry: return nil
        case .topNSigma: return keepNear(deviations: settings.topNSigma)
        case .topK: keepTop(settings.topK)
        case .typicalP: return keepTypical(settings.typicalP)
        case .topP: keepNucleus(settings.topP)
        case .minP: keepAbove(settings.minP)
        case .xtc:
            let acts = draws()
            figure = acts ? 1 : 0
            return acts ? dropTop(from: settings.xtcThreshold) : nil
        case .temperature where settings.dynatempRange > 0 && !settings.isMirostat: return applyDynamic(settings)
        case .temperature: apply(temperature: settings.temperature)
        case .mirostat: return keepUnsurprising(steering)
        case .adaptiveP: return aim(at: steering)
        }
        return nil
    }

    /// Keeps the candidates in `kept`. The cut is proven, so nothing of the rest is left.
    mutating func cut(to kept: Range<Int>) {
        isUntouched = isUntouched && kept.count == keptCount
        range = kept
        hasRest = false
        keptCount = kept.count
    }

    /// Leaves the cut to a later stage: only candidates before `end` are certain to survive this one.
    mutating func leave(from end: Int, _ reason: UnprovenReason, kept: Int? = nil) {
        isUntouched = false
        if end < certain {
            certain = end
            ceiling = weights[end]
        }
        isRestWhole = false
        keptCount = kept
        doubt = doubt ?? reason
    }

    /// Keeps the `k` likeliest candidates; 0 is off.
    mutating func keepTop(_ k: Int) {
        guard k > 0 else { return }
        if k <= (hasRest ? certain : range.upperBound) - range.lowerBound {
            cut(to: range.lowerBound..<range.lowerBound + k)
        } else if hasRest, keptCount.map({ $0 > k }) ?? true {
            leave(from: certain, .tooFewKept(listedCount), kept: keptCount == nil ? nil : k)
        }
    }

    /// Keeps the smallest set of likeliest candidates that holds the share `p` of what is left; 1 is off.
    mutating func keepNucleus(_ p: Double) {
        guard p < 1 else { return }
        let exponentials = exponentialsOfAll()
        let rest = hasRest ? restMass() : 0...0
        exponentials.withUnsafeBufferPointer { exponentials in
            let end = hasRest ? certain : range.upperBound
            var sum = 0.0
            for index in range.lowerBound..<end { sum += exponentials[index] }
            // Rounding of sums over the complete row may differ by this.
            let slack = hasRest ? 1e-10 : 0
            let early = p * (sum + rest.lowerBound) * (1 - slack)
            let late = p * (sum + rest.upperBound) * (1 + slack)
            var held = 0.0
            for index in range.lowerBound..<end {
                held += exponentials[index]
                guard held >= early else { continue }
                if held >= late { return cut(to: range.lowerBound..<index + 1) }
                return leave(from: index + 1, .tooClose(.topP))
            }
            leave(from: end, .tooFewKept(listedCount))
        }
    }

    /// Keeps candidates that are at least `p` times as likely as the likeliest; 0 is off.
    mutating func keepAbove(_ p: Double) {
        guard p > 0 else { return }
        keep(from: weights[range.lowerBound] + naturalLogarithm(p))
    }

    /// Keeps candidates with at least this weight.
    mutating func keep(from threshold: Double) {
        if hasRest && threshold <= ceiling { return leave(from: certain, .tooFewKept(listedCount)) }
        let end = hasRest ? certain : range.upperBound
        let first = weights[range.lowerBound..<end].firstIndex { $0 < threshold }
        cut(to: range.lowerBound..<(first ?? end))
    }

    /// Divides the logits; 0 keeps only the likeliest candidate.
    mutating func apply(temperature: Double) {
        if temperature == 0 {
            cut(to: range.lowerBound..<range.lowerBound + 1)
        } else {
            divideWeights(by: temperature)
        }
    }

    /// Keeps the candidates whose surprise is nearest to the entropy, until they hold more than the share `p`; 1 is
    /// off.
    ///
    /// With mean weight m, surprise less entropy is m - weight. So the survivors are a run around m, which grows
    /// towards the nearer neighbour; of equally near ones, towards the likelier.
    ///
    /// - Returns: Why the cut isn't proven; no later stage can prove it then. Nil if it is.
    mutating func keepTypical(_ p: Double) -> UnprovenReason? {
        guard p < 1 else { return nil }
        let exponentials = exponentialsOfAll()
        let end = hasRest ? certain : range.upperBound
        var sum = 0.0
        var moment = 0.0
        for index in range.lowerBound..<end where exponentials[index] > 0 {
            sum += exponentials[index]
            moment += exponentials[index] * weights[index]
        }
        var error = 0.0
        var sumError = 0.0
        if hasRest {
            guard let rest = restMoment() else { return .unknownSum(.typicalP) }
            let mass = restMass()
            sumError = (mass.upperBound - mass.lowerBound) / 2
            sum += mass.lowerBound + sumError
            moment += rest.moment
            error = (rest.error + abs(moment / sum) * sumError) / (sum - sumError) + 1e-10
            sumError = sumError + 1e-10 * sum
            guard error.isFinite, sumError < sum else { return .tooClose(.typicalP) }
        }
        let mean = moment / sum
        var right = range.lowerBound
        while right < end, weights[right] >= mean { right += 1 }
        var left = right
        var held = 0.0
        var last = 0.0
        while held <= p * sum {
            let above = left > range.lowerBound ? weights[left - 1] - mean : .infinity
            let below = right < end ? mean - weights[right] : .infinity
            last = min(above, below)
            if hasRest && last + 2 * error >= mean - ceiling { return .tooFewKept(listedCount) }
            if last == .infinity { break }
            if hasRest && held > p * (sum - sumError) - sumError { return .tooClose(.typicalP) }
            if above <= below {
                left -= 1
                held += exponentials[left]
            } else {
                held += exponentials[right]
                right += 1
            }
        }
        if hasRest && held <= p * (sum + sumError) + sumError { return .tooClose(.typicalP) }
        if hasRest && isTypicalCutClose(left..<right, end, last: last, mean: mean, error: error) {
            return .tooClose(.typicalP)
        }
        cut(to: left..<right)
        return nil
    }

    /// Returns whether the run could be different if the mean weight were off by `error`.
    private func isTypicalCutClose(_ run: Range<Int>, _ end: Int, last: Double, mean: Double, error: Double) -> Bool {
        let above = run.lowerBound > range.lowerBound ? weights[run.lowerBound - 1] - mean : .infinity
        let below = run.upperBound < end ? mean - weights[run.upperBound] : .infinity
        return min(above, below) - last <= 4 * error || last <= 4 * error
    }
}
