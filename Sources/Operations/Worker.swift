import Dispatch
import Synchronization

/// Does work on other threads: jobs one after another, tasks beside each other. It also knows the number of the work
/// that is still wanted.
package final class Worker: Sendable {
    private let queue: DispatchQueue
    private let group = DispatchGroup()
    private let state = Mutex(State())

    private struct State {
        var wanted: Int?
        var task: Task<Void, Never>?
    }

    /// Creates a worker without work. The name is for debuggers.
    package init(_ name: String) {
        queue = DispatchQueue(label: name)
    }

    // MARK: jobs

    /// Does a job when all earlier jobs are done. The job may block.
    package func add(_ job: @escaping @Sendable () -> Void) {
        queue.async(group: group, execute: job)
    }

    /// Does a job beside the others, on a thread of its own. Unlike a task it may block, without holding up other
    /// tasks.
    package func addBeside(_ job: @escaping @Sendable () -> Void) {
        DispatchQueue.global().async(group: group, execute: job)
    }

    /// Waits for all earlier jobs, then does this one and returns its result.
    package func get<Value>(_ job: () -> Value) -> Value { queue.sync(execute: job) }

    /// Returns when all earlier jobs are done.
    package func catchUp() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }

    // MARK: tasks

    /// Starts a task beside those that run already.
    package func start(_ body: @escaping @Sendable () async -> Void) {
        group.enter()
        let task = Task.detached { [group] in
            await body()
            group.leave()
        }
        state.withLock { $0.task = task }
    }

    /// Starts a task and waits for what comes of it: for a thread that has nothing else to do until then.
    package func result<Value: Sendable>(of work: @escaping @Sendable () async throws -> Value) throws -> Value {
        let result = Mutex<Result<Value, any Error>>(.failure(CancellationError()))
        let done = DispatchSemaphore(value: 0)
        start {
            do {
                let value = try await work()
                result.withLock { $0 = .success(value) }
            } catch {
                result.withLock { $0 = .failure(error) }
            }
            done.signal()
        }
        done.wait()
        return try result.withLock { $0 }.get()
    }

    /// Cancels the task that was started last.
    package func cancel() { state.withLock { $0.task }?.cancel() }

    /// Waits until all jobs and tasks have ended, or until `end`.
    package func finish(by end: DispatchTime = .distantFuture) { _ = group.wait(timeout: end) }

    // MARK: what is wanted

    /// Makes the work with this number the only wanted one; nil wants none.
    package func want(_ number: Int?) { state.withLock { $0.wanted = number } }

    /// Returns whether the work with this number is still wanted.
    package func isWanted(_ number: Int) -> Bool { state.withLock { $0.wanted == number } }
}
