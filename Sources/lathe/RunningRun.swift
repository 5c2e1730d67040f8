import Lanes
import Synchronization

/// Holds the present run, so that Ctrl-C can cancel it.
final class RunningRun: Sendable {
    private let run = Mutex<Run?>(nil)

    func set(_ run: Run?) {
        self.run.withLock { $0 = run }
    }

    /// Cancels the run; false if there is none.
    func cancel() -> Bool {
        run.withLock { run in
            run?.cancel()
            return run != nil
        }
    }
}
