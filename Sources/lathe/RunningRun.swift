import Lanes
import Synchronization

/// The run under way, for Ctrl-C.
final class RunningRun: Sendable {
    private let run = Mutex<Run?>(nil)

    func set(_ run: Run?) {
        self.run.withLock { $0 = run }
    }

    /// Cancels it; false if there is none.
    func cancel() -> Bool {
        run.withLock { run in
            run?.cancel()
            return run != nil
        }
    }
}
