import Foundation

/// Decides when a request is sent again that failed for a passing reason.
struct Retrying {
    /// The longest wait that a server may ask for, in seconds. If it asks for more, the request fails at once and says
    /// so.
    static let longestWait = 120.0
    /// The longest wait that we choose, in seconds.
    static let longestOwnWait = 30.0

    /// The largest number of tries after the first.
    var retries: Int

    /// Returns the seconds to wait after a failed try, counted from 0; nil if it was the last.
    ///
    /// The wait is what the server asks for, else half a second, doubled with each try. Up to a quarter is added by
    /// chance, so that lanes that failed together don't return together.
    func wait(after failure: RemoteFailure, try number: Int, chance: Double = .random(in: 0...1)) -> Double? {
        guard failure.isPassing, number < retries else { return nil }
        if let wait = failure.wait { return wait <= Self.longestWait ? wait : nil }
        return min(0.5 * pow(2, Double(number)), Self.longestOwnWait) * (1 + chance / 4)
    }
}

/// Lets a limited number of tasks in at once, in the order in which they came.
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
                // The task was cancelled before it was in the queue.
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

    /// Gives the place to the next task.
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
