import Foundation

/// When a request is sent again that failed for a passing reason.
struct Retrying {
    /// The longest wait that a server may ask for, in seconds; for more the request fails at once and says so.
    static let longestWait = 120.0
    /// The longest wait of our own.
    static let longestOwnWait = 30.0

    /// How often at most.
    var retries: Int

    /// Returns the seconds to wait after a failed try, counted from 0; nil if it was the last.
    ///
    /// What the server asks for, else half a second, doubled each time, and up to a quarter more by chance so that lanes that
    /// failed together don't come back together.
    func wait(after failure: RemoteFailure, try number: Int, chance: Double = .random(in: 0...1)) -> Double? {
        guard failure.isPassing, number < retries else { return nil }
        if let wait = failure.wait { return wait <= Self.longestWait ? wait : nil }
        return min(0.5 * pow(2, Double(number)), Self.longestOwnWait) * (1 + chance / 4)
    }
}

/// Lets so many in at once, in the order in which they came.
actor Gate {
    private var free: Int
    private var waiting: [(id: Int, turn: CheckedContinuation<Bool, Never>)] = []
    private var nextID = 0

    init(_ places: Int) {
        free = places
    }

    /// Waits for a place; false if the task was cancelled before there was one.
    func enter() async -> Bool {
        if Task.isCancelled { return false }
        if free > 0 {
            free -= 1
            return true
        }
        nextID += 1
        let id = nextID
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Cancelled on the way here, when there was nothing yet to give up.
                if Task.isCancelled {
                    continuation.resume(returning: false)
                } else {
                    waiting.append((id, continuation))
                }
            }
        } onCancel: {
            Task { await self.giveUp(id) }
        }
    }

    /// Gives the place back.
    func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().turn.resume(returning: true)
        }
    }

    private func giveUp(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).turn.resume(returning: false)
    }
}
