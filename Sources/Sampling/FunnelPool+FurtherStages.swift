extension FunnelPool {
    /// Keeps candidates within `count` standard deviations of the largest logit; 0 is off.
    ///
    /// - Returns: Why the deviation isn't known; nil if it is.
    mutating func keepNear(deviations count: Double) -> UnprovenReason? {
        guard count > 0, hasRest || range.count > 1 else { return nil }
        let deviation: Double
        if isUntouched, let whole = self.deviation {
            deviation = whole * tail.sharpness
        } else if hasRest {
            return .unknownSum(.topNSigma)
        } else {
            let mean = weights[range].reduce(0, +) / Double(range.count)
            deviation = (weights[range].reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(range.count)).squareRoot()
        }
        keep(from: weights[range.lowerBound] - count * deviation)
        return nil
    }

    /// Drops the candidates that are at least as likely as `threshold`, but keeps the last of them.
    ///
    /// - Returns: Why it isn't proven which they are, which no later stage can prove; nil if it is.
    mutating func dropTop(from threshold: Double) -> UnprovenReason? {
        guard hasRest || range.count > 1 else { return nil }
        switch firstBelow(threshold, .xtc) {
        case .failure(let reason): return reason
        case .success(let end):
            let last = max(range.lowerBound, end - 1)
            if last == range.lowerBound { return nil }
            isUntouched = false
            keptCount = keptCount.map { $0 - (last - range.lowerBound) }
            range = last..<range.upperBound
            return nil
        }
    }

    /// Drops candidates whose surprise is more than `limit` bits, but not the likeliest (`llama_sampler_mirostat_v2_apply`).
    ///
    /// - Returns: Why it isn't proven which they are; nil if it is.
    mutating func keepUnsurprising(_ limit: Double) -> UnprovenReason? {
        figure = limit
        switch firstBelow(exponential(-limit * naturalLogarithm(2)), .mirostat) {
        case .failure(let reason): return reason
        case .success(let end):
            cut(to: range.lowerBound..<max(end, range.lowerBound + 1))
            return nil
        }
    }

    /// Returns the index of the first candidate that is less likely than `threshold`, or why it isn't proven.
    private mutating func firstBelow(_ threshold: Double, _ stage: FunnelStage) -> Result<Int, UnprovenReason> {
        let exponentials = exponentialsOfAll()
        let end = hasRest ? certain : range.upperBound
        let rest = hasRest ? restMass() : 0...0
        return exponentials.withUnsafeBufferPointer { exponentials in
            var sum = 0.0
            for index in range.lowerBound..<end { sum += exponentials[index] }
            // Rounding of sums over the complete row may differ by this.
            let slack = hasRest ? 1e-10 : 0
            let sure = threshold * (sum + rest.upperBound) * (1 + slack)
            let possible = threshold * (sum + rest.lowerBound) * (1 - slack)
            var first = range.lowerBound
            while first < end, exponentials[first] >= sure { first += 1 }
            if hasRest && first == end { return .failure(.tooFewKept(listedCount)) }
            if hasRest && exponentials[first] >= possible { return .failure(.tooClose(stage)) }
            return .success(first)
        }
    }

    /// Divides the logits by a temperature between two, which follows the entropy of what is left
    /// (`llama_sampler_temp_ext_apply`).
    ///
    /// - Returns: The reason if candidates are left whose logits weren't kept; else nil.
    mutating func applyDynamic(_ settings: Settings) -> UnprovenReason? {
        if hasRest { return .unknownSum(.temperature) }
        guard range.count > 1 else { return nil }
        let exponentials = exponentialsOfAll()
        var sum = 0.0
        var moment = 0.0
        for index in range where exponentials[index] > 0 {
            sum += exponentials[index]
            moment += exponentials[index] * weights[index]
        }
        let entropy = naturalLogarithm(sum) - moment / sum
        let share = min(1, max(0, entropy / naturalLogarithm(Double(range.count))))
        let low = max(0, settings.temperature - settings.dynatempRange)
        let high = settings.temperature + settings.dynatempRange
        let temperature = low + (high - low) * power(share, settings.dynatempExponent)
        apply(temperature: temperature)
        figure = temperature
        return nil
    }

    /// Prefers candidates whose probability is near `target` (`llama_sampler_adaptive_p_apply`).
    ///
    /// - Returns: The reason if candidates are left whose logits weren't kept; else nil.
    mutating func aim(at target: Double) -> UnprovenReason? {
        if hasRest { return doubt ?? .unknownSum(.adaptiveP) }
        figure = target
        let exponentials = exponentialsOfAll()
        var sum = 0.0
        for index in range { sum += exponentials[index] }
        let probabilities = range.map { exponentials[$0] / sum }
        // The constants are llama.cpp's: a peak of 5, a width of 0.3 and a sharpness of 10.
        let order = bend(
            to: probabilities.map { probability in
                let distance = abs(probability - target) / 0.3
                return 5 - 10 * distance * distance / (1 + distance)
            })
        aimedAt = order.map { probabilities[$0] }
        return nil
    }

    /// Gives tokens new logits, divided by the temperatures that were applied, behind a stage that cut or divided.
    ///
    /// - Returns: The reason if candidates are left whose logits weren't kept; else nil.
    mutating func change(_ stage: FunnelStage, to values: ((Int32) -> Double?) -> [Int32: Double]) -> UnprovenReason? {
        if hasRest { return doubt ?? .unknownSum(stage) }
        var present: [Int32: Double] = [:]
        for index in range { present[ids[index]] = weights[index] + base }
        let changed = values { present[$0] }
        if changed.isEmpty { return nil }
        bend(to: range.map { index in changed[ids[index]].map { $0 - base } ?? weights[index] })
        bent = changed.keys.sorted()
        return nil
    }

    /// Gives the candidates that are left these weights, and sorts them again. Returns their former places.
    @discardableResult
    private mutating func bend(to bentWeights: [Double]) -> [Int] {
        let start = range.lowerBound
        let order = bentWeights.indices.sorted {
            (bentWeights[$0], ids[start + $1]) > (bentWeights[$1], ids[start + $0])
        }
        let largest = order.first.map { bentWeights[$0] } ?? 0
        let moved = order.map { (ids[start + $0], logits[start + $0], bentWeights[$0] - largest) }
        for (index, (id, logit, weight)) in zip(range, moved) {
            (ids[index], logits[index], weights[index]) = (id, logit, weight)
        }
        base += largest
        hasExponentials = false
        isUntouched = false
        return order
    }
}
