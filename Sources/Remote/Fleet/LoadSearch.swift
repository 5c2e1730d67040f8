/// Finds how many requests at once pay: their number doubles while that makes a tenth more tokens a second.
///
/// Times are in seconds from any moment.
struct LoadSearch {
    /// The number of requests at once that is tried first.
    static let first = 8
    /// The growth of tokens a second that another doubling must bring.
    static let growth = 1.1
    /// The number of answers for each place after which an address that had too much to do gets one place more.
    static let patience = 4

    /// The number of requests at once now.
    private(set) var places: Int
    private let most: Int
    private var best: (places: Int, rate: Double)?
    private var isSettled = false
    private var since: Double?
    private var tokens = 0.0
    private var ended = 0
    /// The number of answers since the address last had too much to do, or got one place more; nil if it never had.
    private var calm: Int?

    /// Begins a search up to `most` requests at once.
    init(most: Int) {
        self.most = max(1, most)
        places = min(self.most, Self.first)
    }

    /// Takes the end of an answer. `isCrowded` says whether requests wait for a place; what an address does without them says
    /// nothing about more.
    mutating func end(tokens count: Int, began: Double, now: Double, isCrowded: Bool) {
        if let calm {
            guard isCrowded, places < most else { return }
            let isPatient = calm + 1 >= Self.patience * places
            places += isPatient ? 1 : 0
            self.calm = isPatient ? 0 : calm + 1
            return
        }
        guard !isSettled, places < most || best != nil else { return }
        guard isCrowded, let since else {
            begin(now)
            return
        }
        // Of an answer that began before the measurement, only its part counts.
        tokens += Double(count) * (now - max(began, since)) / max(now - began, .leastNonzeroMagnitude)
        // Answers of equal length end together: what ends with the first one would make the measurement too short.
        if began >= since { ended += 1 }
        guard ended >= places, now > since else { return }
        decide(tokens / (now - since), now)
    }

    /// Notes that the address had too much to do: half as many requests are sent. Behind many answers it gets one more at a time,
    /// because a limit of requests a minute says nothing about the next minute.
    mutating func refuse() {
        places = max(1, places / 2)
        calm = 0
    }

    private mutating func begin(_ now: Double) { (since, tokens, ended) = (now, 0, 0) }

    private mutating func decide(_ rate: Double, _ now: Double) {
        if let best, rate < best.rate * Self.growth {
            places = best.places
            isSettled = true
        } else if places == most {
            isSettled = true
        } else {
            best = (places, rate)
            places = min(most, 2 * places)
            begin(now)
        }
    }
}
