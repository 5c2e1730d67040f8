import Lanes
import Synchronization

/// Holds the present run, so that Ctrl-C can cancel it.
package final class RunningRun: Sendable {
    private let run = Mutex<Run?>(nil)

    /// Creates a holder of nothing.
    package init() {}

    /// Holds another run; nil if there is none.
    package func set(_ run: Run?) {
        self.run.withLock { $0 = run }
    }

    /// Cancels the run; false if there is none.
    package func cancel() -> Bool {
        run.withLock { run in
            run?.cancel()
            return run != nil
        }
    }
}
