internal import CSampling

/// The candidates on their way through the funnel.
///
/// They are sorted once. Every stage cuts at the ends, so what is left is a range. In a partial row, only the first
/// `certain` candidates are known to come before all tokens whose logits weren't kept. Everything after them, known or
/// not, is the *rest*. A stage that can prove its cut removes the rest; one that can't leaves the cut to a later stage.
struct FunnelPool {
    /// The number of listed candidates. The arrays may be longer, because they are kept from row to row.
    private(set) var listedCount = 0
    var ids: [Int32] = []
    var logits: [Double] = []
    /// The adjusted logits less the largest, then divided by the temperature.
    var weights: [Double] = []
    /// The listed candidates that are left.
    var range = 0..<0
    /// The end of the candidates whose place is certain.
    var certain = 0
    var hasRest = false
    /// True until a stage removes part of the rest.
    var isRestWhole = true
    /// True until a stage cuts or bends anything.
    var isUntouched = true
    /// Upper bound of the weights in the rest.
    var ceiling = 0.0
    /// A candidate's weight and this are its logit, divided by the temperatures that were applied.
    var base = 0.0
    /// The standard deviation of all finite adjusted logits at temperature 1; nil if it isn't known.
    var deviation: Double?
    /// The number that the latest stage worked with, as ``FunnelResult/Stage/figure``.
    var figure: Double?
    /// The tokens whose weights the latest stage changed on its own.
    var bent: [Int32] = []
    /// The probabilities before adaptive-P bent them, by index; empty if it didn't.
    var aimedAt: [Double] = []
    /// The number of candidates that are left; nil if it isn't known.
    var keptCount: Int?
    /// The first reason for leaving a cut to a later stage.
    var doubt: UnprovenReason?

    private var exponentials: [Double] = []
    var hasExponentials = false
    private(set) var tail = Tail()
    /// The listed candidates that a grammar doesn't allow, with their adjusted logits.
    private(set) var ruledOut: [(token: Int32, logit: Double)] = []

    /// What is known of the finite logits that belong to no candidate and no changed token.
    struct Tail {
        var count = 0
        /// Bounds of the sum of e^weight at temperature 1, and an estimate of the sum of weight e^weight with its error.
        var mass = 0.0...0.0
        var moment = 0.0
        var momentError = 0.0
        /// 1 / temperature.
        var sharpness = 1.0

        /// Counts weights from another one: XTC may have dropped the candidate whose weight was 0.
        mutating func shift(by weight: Double) {
            let scale = exponential(-weight / sharpness)
            moment = scale * (moment - weight * (mass.lowerBound + mass.upperBound) / 2)
            momentError = scale * (momentError + abs(weight) * (mass.upperBound - mass.lowerBound) / 2)
            mass = mass.lowerBound * scale...mass.upperBound * scale
        }
    }

    /// Lists at most `limit` of the candidates of `row` with their changes, without those that `filter` rules out.
    mutating func fill(_ row: Row, _ adjustments: Adjustments, _ filter: TokenFilter?, limit: Int) {
        let needed = min(limit, row.stored.count + adjustments.changes.count)
        if ids.count < needed {
            ids = Array(repeating: 0, count: needed)
            logits = Array(repeating: 0, count: needed)
            weights = logits
            exponentials = logits
        }
        listedCount = 0
        ruledOut.removeAll(keepingCapacity: true)
        merge(row, adjustments, limit: limit)
        let isAllListed = limit > listedCount
        if let filter { rule(out: filter) }
        range = 0..<listedCount
        certain = listedCount
        hasExponentials = false
        isRestWhole = filter == nil
        isUntouched = true
        doubt = nil
        figure = nil
        aimedAt.removeAll()
        deviation = filter == nil ? row.deviation(with: adjustments.changes) : nil
        let largest = logits.first ?? 0
        base = largest
        for index in 0..<listedCount { weights[index] = logits[index] - largest }
        tail = Tail()
        if !row.isComplete, let last = row.stored.last {
            let boundary = Double(last.logit)
            while certain > 0, (boundary, ids[certain - 1]) > (logits[certain - 1], last.token) { certain -= 1 }
            ceiling = boundary - largest
            measureTail(row, adjustments, largest)
        }
        hasRest = tail.count > 0 || certain < listedCount
        keptCount = filter == nil ? row.finiteCount : hasRest || !isAllListed ? nil : listedCount
    }

    /// Removes the listed candidates that a grammar doesn't allow.
    private mutating func rule(out filter: TokenFilter) {
        var count = 0
        for index in 0..<listedCount {
            guard filter(ids[index]) else {
                ruledOut.append((ids[index], logits[index]))
                continue
            }
            (ids[count], logits[count]) = (ids[index], logits[index])
            count += 1
        }
        listedCount = count
    }

    /// Merges the unchanged candidates and the changed tokens, both sorted, run by run.
    private mutating func merge(_ row: Row, _ adjustments: Adjustments, limit: Int) {
        var position = 0
        func copy(upTo end: Int) {
            let count = min(end - position, limit - listedCount)
            csampling_unpack(row.stored, position, count, &ids, &logits, listedCount)
            listedCount += count
            position = end
        }
        var skipped = adjustments.positions[...]
        for change in adjustments.changes {
            let place = row.place(of: change.adjusted, change.token)
            while let next = skipped.first, next < place {
                copy(upTo: next)
                position = next + 1
                skipped = skipped.dropFirst()
            }
            copy(upTo: place)
            if listedCount >= limit { return }
            ids[listedCount] = change.token
            logits[listedCount] = change.adjusted
            listedCount += 1
        }
        for next in skipped {
            copy(upTo: next)
            position = next + 1
        }
        copy(upTo: row.stored.count)
    }

    private mutating func measureTail(_ row: Row, _ adjustments: Adjustments, _ largest: Double) {
        tail.count = row.finiteCount - row.stored.count - adjustments.outside.count
        let shift = row.logSumExp - largest
        let scale = exponential(shift)
        let most = Double(tail.count) * exponential(min(0, ceiling))
        let mass = row.tailMass - adjustments.outside.mass
        let high = min(most, max(0, mass + Row.massError) * scale)
        let low = mass > Row.massError ? min(high, (mass - Row.massError) * scale) : 0
        tail.mass = low...max(low, high)
        tail.moment = scale * (row.tailMoment - adjustments.outside.moment + shift * mass)
        tail.momentError = Row.massError * scale * (1 + abs(shift) + row.entropy)
    }

    /// Returns e^weight of every listed candidate.
    mutating func exponentialsOfAll() -> [Double] {
        if !hasExponentials {
            csampling_exp(weights, hasRest ? listedCount : range.upperBound, &exponentials)
            hasExponentials = true
        }
        return exponentials
    }

    /// Divides the weights, after a shift that makes the largest of them 0.
    mutating func divideWeights(by temperature: Double) {
        let largest = weights[range.lowerBound]
        let end = hasRest ? listedCount : range.upperBound
        for index in range.lowerBound..<end { weights[index] = (weights[index] - largest) / temperature }
        ceiling = (ceiling - largest) / temperature
        base = (base + largest) / temperature
        if largest != 0 { tail.shift(by: largest) }
        tail.sharpness /= temperature
        hasExponentials = false
    }

    /// Returns bounds of the sum of e^weight over the rest.
    mutating func restMass() -> ClosedRange<Double> {
        let exponentials = exponentialsOfAll()
        let known = exponentials[certain..<listedCount].reduce(0, +)
        let unknown = tailMass()
        return (isRestWhole ? known + unknown.lowerBound : 0)...(known + unknown.upperBound)
    }

    /// Returns bounds of the tail's sum at the present temperature.
    ///
    /// Of n numbers x with a given sum S, none above X, the sum of x^a lies between n (S/n)^a, if all are equal, and S
    /// X^(a-1), if as many as possible are X and the others are 0.
    private func tailMass() -> ClosedRange<Double> {
        let a = tail.sharpness
        if a == 1 || tail.count == 0 { return tail.mass }
        let count = Double(tail.count)
        func equal(_ sum: Double) -> Double { sum > 0 ? count * exponential(a * naturalLogarithm(sum / count)) : 0 }
        // `ceiling` is already divided, so X^(a-1) is e^(ceiling - ceiling / a).
        func extreme(_ sum: Double) -> Double { sum > 0 ? sum * exponential(ceiling - ceiling / a) : 0 }
        let most = count * exponential(ceiling)
        let low = a < 1 ? extreme(tail.mass.lowerBound) : equal(tail.mass.lowerBound)
        let high = min(most, a < 1 ? equal(tail.mass.upperBound) : extreme(tail.mass.upperBound))
        // Slightly wider, because these are rounded too.
        return (min(low, high) * (1 - 1e-9))...(high * (1 + 1e-9))
    }

    /// Returns the sum of weight e^weight over the rest, with its error; nil if it isn't known.
    mutating func restMoment() -> (moment: Double, error: Double)? {
        guard isRestWhole, tail.sharpness == 1 else { return nil }
        let exponentials = exponentialsOfAll()
        var moment = tail.moment
        for index in certain..<listedCount { moment += exponentials[index] * weights[index] }
        return (moment, tail.momentError)
    }
}
