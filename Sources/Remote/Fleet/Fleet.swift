/// The addresses of a server's name. A request goes to the one with the fewest requests under way, and waits where each has as
/// many as pay.
///
/// An address that asks for a wait gets nothing until then, from no request: its `Retry-After` is honoured once for all. One that
/// fails gets nothing for a moment that doubles each time, as long as another is there.
actor Fleet {
    /// A request's place at an address.
    struct Turn: Sendable {
        fileprivate let address: Int
        fileprivate let began: ContinuousClock.Instant
        /// The base URL that the request goes to.
        let url: String
    }

    private struct Address {
        let url: String
        var load: LoadSearch
        var running = 0
        var begun = 0
        /// How often it failed one time after another.
        var failures = 0
        /// Until then it is used only if all others rest too.
        var rest: ContinuousClock.Instant?
        /// Until then it isn't used, because it asked for that.
        var pause: ContinuousClock.Instant?

        var isPaused: Bool { pause.map { $0 > .now } ?? false }
        var isAwake: Bool { !isPaused && (rest.map { $0 <= .now } ?? true) }
    }

    private var addresses: [Address]
    private var waiting: [(id: Int, turn: CheckedContinuation<Turn?, Never>)] = []
    private var nextID = 0
    /// The end of a rest or a pause after which the queue is served.
    private var alarm: ContinuousClock.Instant?
    private let start = ContinuousClock.now

    /// The longest rest after a failure, in seconds.
    private static let longestRest = 30.0

    /// Creates a fleet. Each address gets at most `parallel` requests at once.
    init(_ urls: [String], parallel: Int) {
        addresses = urls.map { Address(url: $0, load: LoadSearch(most: parallel)) }
    }

    /// Waits for a place; nil if the task was cancelled before there was one.
    func enter() async -> Turn? {
        if Task.isCancelled { return nil }
        if waiting.isEmpty, let turn = freeTurn() { return turn }
        nextID += 1
        let id = nextID
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // The task was cancelled before it was in the queue.
                if Task.isCancelled {
                    continuation.resume(returning: nil)
                } else {
                    waiting.append((id, continuation))
                    serve()
                }
            }
        } onCancel: {
            Task { await self.giveUp(id) }
        }
    }

    /// Gives the place to the next request. `tokens` is the number that came; nil if the request failed.
    func leave(_ turn: Turn, tokens: Int?) {
        addresses[turn.address].running -= 1
        if let tokens {
            (addresses[turn.address].failures, addresses[turn.address].rest) = (0, nil)
            addresses[turn.address].load.end(
                tokens: tokens, began: seconds(turn.began), now: seconds(.now), isCrowded: !waiting.isEmpty)
        }
        serve()
    }

    /// Notes that an address failed, and returns true if another one is there to be asked.
    func note(_ failure: RemoteFailure, at turn: Turn) -> Bool {
        // What fails together counts once.
        if addresses[turn.address].isAwake {
            addresses[turn.address].failures += 1
            if failure.isExcess { addresses[turn.address].load.refuse() }
        }
        if let wait = failure.wait, wait <= Retrying.longestWait {
            addresses[turn.address].pause = .now + .seconds(wait)
        }
        let rest = failure.wait ?? 0.25 * Double(1 << min(addresses[turn.address].failures, 10))
        addresses[turn.address].rest = .now + .seconds(min(rest, Self.longestRest))
        // This one is awake too if it asks for no wait at all.
        return addresses.indices.contains { $0 != turn.address && addresses[$0].isAwake }
    }

    private func seconds(_ instant: ContinuousClock.Instant) -> Double { (instant - start) / .seconds(1) }

    /// Takes a place at the address with the fewest requests; nil if there is none free.
    private func freeTurn() -> Turn? {
        let awake = addresses.indices.filter { addresses[$0].isAwake }
        let usable = awake.isEmpty ? addresses.indices.filter { !addresses[$0].isPaused } : awake
        let free = usable.filter { addresses[$0].running < addresses[$0].load.places }
        let least = free.min {
            (addresses[$0].running, addresses[$0].begun) < (addresses[$1].running, addresses[$1].begun)
        }
        guard let least else { return nil }
        addresses[least].running += 1
        addresses[least].begun += 1
        return Turn(address: least, began: .now, url: addresses[least].url)
    }

    private func serve() {
        while !waiting.isEmpty, let turn = freeTurn() { waiting.removeFirst().turn.resume(returning: turn) }
        guard !waiting.isEmpty else { return }
        // Nobody may leave before an address has rested.
        let ends = addresses.flatMap { [$0.rest, $0.pause] }.compactMap(\.self).filter { $0 > .now }
        guard let next = ends.min() else { return }
        // One alarm is enough, however many requests come and go meanwhile.
        if let alarm, alarm > .now, alarm <= next { return }
        alarm = next
        Task {
            try? await Task.sleep(until: next + .milliseconds(1), clock: .continuous)
            self.serve()
        }
    }

    private func giveUp(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).turn.resume(returning: nil)
    }
}
