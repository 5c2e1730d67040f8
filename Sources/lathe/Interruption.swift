import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and a terminal that goes away, while there is work to cancel. A second Ctrl-C ends the program at once.
final class Interruption: Sendable {
    private let isRaised = Mutex(false)
    private let sources = Mutex<[any DispatchSourceSignal]>([])

    /// Whether a signal came.
    var isInterrupted: Bool { isRaised.withLock { $0 } }

    /// Calls `cancel` when a signal comes, on a thread of its own, until this is let go.
    init(cancel: @escaping @Sendable () -> Void) {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [weak self] in
                self?.isRaised.withLock { $0 = true }
                signal(number, SIG_DFL)
                cancel()
            }
            source.resume()
            sources.withLock { $0.append(source) }
        }
    }

    deinit {
        for source in sources.withLock({ $0 }) { source.cancel() }
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    }
}
