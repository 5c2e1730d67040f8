import CLlama
import Foundation

/// The processors that compute.
package enum Processors {
    /// The number of processors that this process may use.
    ///
    /// `taskset` and containers may leave it fewer than the machine has. Foundation counts all of them, and two threads
    /// on one processor wait for each other all the time.
    package static let count: Int = {
        let active = ProcessInfo.processInfo.activeProcessorCount
        let allowed = Int(cllama_processors())
        return max(1, allowed > 0 ? min(active, allowed) : active)
    }()
}
