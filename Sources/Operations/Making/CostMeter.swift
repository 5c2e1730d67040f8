import Lanes
import Synchronization

/// Counts what requests to servers cost, and says which of them can still be paid.
package final class CostMeter: Sendable {
    private struct State {
        var spent = 0.0
        var isSpent = false
    }

    /// The most that all requests may cost, in US dollars; nil for any.
    let most: Double?
    private let state = Mutex(State())

    /// Creates a meter that nothing has been spent of.
    init(most: Double?) { self.most = most }

    /// True if what is left wasn't enough for any of the requests that were asked for last.
    var isSpent: Bool { state.withLock { $0.isSpent } }

    /// Returns how many of the first requests can be paid, whatever they draw.
    func affordable(_ requests: [LaneRequest], price: Server.Price?) -> Int {
        guard let most, let price, !requests.isEmpty else { return requests.count }
        return state.withLock { state in
            var room = most - state.spent
            let count = requests.prefix { request in
                room -= price.most(of: request)
                return room >= 0
            }.count
            if count == 0 { state.isSpent = true }
            return count
        }
    }

    /// Adds what a request has cost. Where the server didn't count all tokens, that is the most that it can have cost.
    func add(_ result: LaneResult, of request: LaneRequest, price: Server.Price?) {
        guard let price else { return }
        let usage = result.usage
        let isUnknown = usage.isCostPartial == true || (usage.cost == nil && result.error == nil)
        let cost = isUnknown ? price.most(of: request) : usage.cost ?? 0
        state.withLock { $0.spent += cost }
    }
}
