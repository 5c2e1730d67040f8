import Dispatch
import Synchronization

/// Work beside the thread that asks for it: jobs one after another, tasks beside each other, and which of several is wanted still.
package final class Worker: Sendable {
    private let queue: DispatchQueue
    private let group = DispatchGroup()
    private let state = Mutex(State())

    private struct State {
        var wanted: Int?
        var task: Task<Void, Never>?
    }

    /// A worker without work; the name is for debuggers.
    package init(_ name: String) {
        queue = DispatchQueue(label: name)
    }

    // MARK: jobs

    /// Does a job once all that were added before are done. It may wait for something.
    package func add(_ job: @escaping @Sendable () -> Void) {
        queue.async(group: group, execute: job)
    }

    /// Does a job beside the others, on a thread of its own: unlike a task, it may wait without holding up other tasks.
    package func addBeside(_ job: @escaping @Sendable () -> Void) {
        DispatchQueue.global().async(group: group, execute: job)
    }

    /// Waits for all jobs that were added before, does this one, and gives its result.
    package func get<Value>(_ job: () -> Value) -> Value { queue.sync(execute: job) }

    /// Returns once all jobs are done that were added before.
    package func catchUp() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }

    // MARK: tasks

    /// Starts a task, beside those that were started before.
    package func start(_ body: @escaping @Sendable () async -> Void) {
        group.enter()
        let task = Task.detached { [group] in
            await body()
            group.leave()
        }
        state.withLock { $0.task = task }
    }

    /// Cancels the task that was started last.
    package func cancel() { state.withLock { $0.task }?.cancel() }

    /// Waits until all jobs and tasks have ended, at most until then.
    package func finish(by end: DispatchTime = .distantFuture) { _ = group.wait(timeout: end) }

    // MARK: what is wanted

    /// Makes work of this number the only one that is wanted still; nil wants none.
    package func want(_ number: Int?) { state.withLock { $0.wanted = number } }

    /// Returns whether nothing else has been wanted since.
    package func isWanted(_ number: Int) -> Bool { state.withLock { $0.wanted == number } }
}
