import Dispatch
import Foundation
import Synchronization

/// Handles Ctrl-C and a closed terminal while there is work to cancel. A second Ctrl-C ends the program at once.
package final class Interruption {
    private final class Flag: Sendable {
        let isSet = Atomic<Bool>(false)
    }

    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    private let flag = Flag()
    private var sources: [any DispatchSourceSignal] = []

    /// True if a signal has come.
    package var isInterrupted: Bool { flag.isSet.load(ordering: .acquiring) }

    /// Calls `cancel` on a thread of its own when a signal comes, until this object is freed.
    package init(cancel: @escaping @Sendable () -> Void) {
        for number in Self.signals {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [flag] in
                flag.isSet.store(true, ordering: .releasing)
                signal(number, SIG_DFL)
                cancel()
            }
            source.resume()
            sources.append(source)
        }
    }

    deinit {
        for source in sources { source.cancel() }
        for number in Self.signals { signal(number, SIG_DFL) }
    }
}
