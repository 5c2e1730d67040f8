import Foundation
import Lanes
import Sampling
import Synchronization

/// Requests to one engine, as batches that share prefixes, within limits of tokens and cost for all of them.
final class RequestBatch: Sendable {
    private struct State {
        var usage = Usage()
        var cancel: (@Sendable () -> Void)?
        var isCancelled = false
        var isSpent = false
    }

    private let backend: Backend
    private let mode: RunMode
    private let parallel: Int
    private let mostTokens: Int?
    private let cost: CostMeter
    private let state = Mutex(State())
    /// The least number of tokens that a request is worth.
    private static let leastTokens = 16

    /// Creates a collection without requests, within the limits of an order.
    init(_ backend: Backend, _ order: MakingOrder) {
        (self.backend, mode, parallel, mostTokens) = (backend, order.mode, order.parallel, order.mostTokens)
        cost = order.cost
    }

    /// The tokens of all requests so far.
    var usage: Usage { state.withLock { $0.usage } }
    /// Why nothing more can be asked; nil if something can.
    var end: MakingEnd? {
        if isCancelled { return .interrupted }
        if cost.isSpent { return .unpaid }
        return isSpent ? .spent : nil
    }
    private var isCancelled: Bool { state.withLock { $0.isCancelled } }
    /// True if the tokens that are left aren't worth a request, or weren't enough for any of those that were asked for last.
    private var isSpent: Bool {
        state.withLock { $0.isSpent } || mostTokens.map { $0 - usage.generatedTokens < Self.leastTokens } ?? false
    }

    /// Ends what runs within a token, and begins nothing more.
    func cancel() {
        let cancel = state.withLock { state in
            state.isCancelled = true
            return state.cancel
        }
        cancel?()
    }

    /// Returns the results of requests, in their order; nil for one that was given up, or that there were no tokens for.
    /// `each` is called whenever one has ended.
    func results(of requests: [LaneRequest], each: (_ ended: Int) -> Void) async -> [LaneResult?] {
        var results = [LaneResult?](repeating: nil, count: requests.count)
        let few = affordable(requests)
        let paid = Array(few.prefix(cost.affordable(few, price: backend.price)))
        state.withLock { $0.isSpent = paid.isEmpty && !requests.isEmpty }
        guard !paid.isEmpty, !isCancelled else { return results }
        let run = backend.engine.start(
            RunRequest(lanes: paid, mode: mode, keepsRows: false, parallel: parallel))
        take(run.cancel)
        var ended = 0
        for await event in run.events {
            guard case .laneFinished(let index, let result) = event else { continue }
            state.withLock { $0.usage.add(result.usage) }
            cost.add(result, of: paid[index], price: backend.price)
            // A request that was given up has no result.
            guard !result.samples.contains(where: { $0.stages.last?.finish == .cancelled }) else { continue }
            results[index] = result
            ended += 1
            each(ended)
        }
        state.withLock { $0.cancel = nil }
        return results
    }

    private func take(_ cancel: @escaping @Sendable () -> Void) {
        let isCancelled = state.withLock { state in
            state.cancel = cancel
            return state.isCancelled
        }
        if isCancelled { cancel() }
    }

    /// Returns the first requests that the tokens that are left suffice for, whatever they draw. If they don't even suffice for
    /// one, it is cut to them.
    private func affordable(_ requests: [LaneRequest]) -> [LaneRequest] {
        guard let mostTokens else { return requests }
        var room = mostTokens - usage.generatedTokens
        var affordable: [LaneRequest] = []
        for request in requests {
            let need = request.samples * request.prompt.steps.reduce(0) { $0 + $1.limit(in: request.settings) }
            if need > room {
                var cut = request
                cut.settings.maxTokens = room / max(1, request.samples)
                if affordable.isEmpty, request.prompt.steps.count == 1, cut.settings.maxTokens >= Self.leastTokens {
                    affordable.append(cut)
                }
                break
            }
            room -= need
            affordable.append(request)
        }
        return affordable
    }
}
