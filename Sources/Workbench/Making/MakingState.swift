import Evaluation

/// News of candidates that are made.
package enum MakingNews: Sendable {
    /// What will be done, in sentences; the variables that an input gives values to; and the candidates that are there.
    case planned([String], names: [String], [Candidate])
    /// A candidate was made, or something about it has changed.
    case candidate(Candidate)
    /// The progress in words.
    case progress(String)
    /// It has ended, or was stopped; the sentence says why, unless as many wait as were asked for.
    case ended(String?)
    /// Candidates can't be made.
    case failed(String)
    /// A decision or a change wasn't kept: the candidate as it is, and the reason.
    case refused(Candidate, String)
}

/// Candidates of this session: planned, being made, or made.
struct MakingState: Sendable {
    let number: Int
    var order: CandidateOrder
    /// What will be done, in sentences; nil until it is known.
    private(set) var plan: [String]?
    /// The variables that an input gives values to.
    private(set) var names: [String] = []
    private(set) var isRunning = false
    private(set) var hasEnded = false
    /// Why it ended; nil if it didn't, or if as many wait as were asked for.
    private(set) var end: String?
    private(set) var progress = ""
    private(set) var problem: String?
    /// All candidates, in the order in which they were made.
    private(set) var candidates: [Candidate] = []
    /// The candidates that were decided on here, in the order of the decisions.
    private var decided: [Int] = []

    init(number: Int, order: CandidateOrder) { (self.number, self.order) = (number, order) }

    /// True if it is planned and waits to be begun.
    var isPlanned: Bool { plan != nil && !isRunning && !hasEnded && problem == nil }
    /// True if its file is open, so that decisions can be kept.
    var isOpen: Bool { plan != nil }
    /// The number of candidates that wait for a decision.
    var waitingCount: Int { candidates.count(where: \.isWaiting) }
    /// True if there is a decision to take back.
    var hasDecisions: Bool { !decided.isEmpty }
    /// The share of the candidates asked for that wait for a decision.
    var fraction: Double { min(1, Double(waitingCount) / Double(max(1, order.choices.count))) }

    /// Returns the candidate with a number; nil if there is none.
    func candidate(_ id: Int) -> Candidate? { place(of: id).map { candidates[$0] } }

    mutating func begin() { (isRunning, progress) = (true, "preparing the model") }

    mutating func take(_ news: MakingNews) {
        switch news {
        case .planned(let sentences, let names, let all):
            (plan, self.names, candidates) = (sentences, names, all)
            progress = ""
        case .candidate(let one): put(one)
        case .progress(let sentence): progress = sentence
        case .ended(let sentence): (isRunning, hasEnded, end) = (false, true, sentence)
        case .failed(let sentence): (isRunning, hasEnded, problem) = (false, true, sentence)
        case .refused(let one, _):
            put(one)
            decided.removeAll { $0 == one.id }
            if one.decision != nil { decided.append(one.id) }
        }
    }

    /// Notes a decision before it is kept.
    mutating func decide(_ one: Candidate) {
        put(one)
        decided.append(one.id)
    }

    /// Takes the last decision back. Returns the candidate as it was decided on; nil if there is none.
    mutating func takeBack() -> Candidate? {
        guard let id = decided.popLast(), let one = candidate(id) else { return nil }
        var open = one
        open.decision = nil
        put(open)
        return one
    }

    private mutating func put(_ one: Candidate) {
        if let place = place(of: one.id) { candidates[place] = one } else { candidates.append(one) }
    }

    /// Numbers grow with the place, and seldom leave one out.
    private func place(of id: Int) -> Int? {
        if candidates.indices.contains(id - 1), candidates[id - 1].id == id { return id - 1 }
        return candidates.firstIndex { $0.id == id }
    }
}

/// The candidates that were ordered last.
struct Makings: Sendable {
    /// They; nil if there are none.
    private(set) var current: MakingState?
    /// What was chosen last.
    private(set) var choices = MakingChoices()
    private var number = 0
    /// True if their list was open after the last event.
    private var isListed = false

    /// Plans candidates, in place of the last ones.
    mutating func plan(_ order: CandidateOrder) -> [Request] {
        number += 1
        choices = order.choices
        current = MakingState(number: number, order: order)
        return [.effect(.evaluation(.making(.plan(number: number, order))))]
    }

    /// Begins what is planned.
    mutating func begin() -> [Request] {
        guard let planned = current, planned.isPlanned else { return [] }
        current?.begin()
        return [.effect(.evaluation(.making(.begin(number: planned.number))))]
    }

    /// Takes whether their list is open. Where it was and isn't any more, gives up what is planned or has ended, so that its
    /// model and its file are free; what runs goes on.
    mutating func settle(isListed: Bool) -> [Request] {
        defer { self.isListed = isListed }
        guard self.isListed, !isListed, let left = current, !left.isRunning else { return [] }
        current = nil
        return [.effect(.evaluation(.making(.leave)))]
    }

    /// Takes news; false if they aren't of the last ones.
    mutating func take(_ news: MakingNews, number: Int) -> Bool {
        guard number == current?.number else { return false }
        current?.take(news)
        return true
    }

    mutating func decide(_ one: Candidate) { current?.decide(one) }

    mutating func takeBack() -> Candidate? { current?.takeBack() }

    /// Moves the least rating that is kept.
    mutating func moveLeast(to least: Double) -> [Request] {
        guard current?.isOpen == true else { return [] }
        current?.order.choices.least = least
        choices.least = least
        return [.effect(.evaluation(.making(.moveLeast(least))))]
    }
}
