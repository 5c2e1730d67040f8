import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and a terminal that goes away, while there is work to cancel. A second Ctrl-C ends the program at once.
final class Interruption {
    private final class Flag: Sendable {
        let isSet = Atomic<Bool>(false)
    }

    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    private let flag = Flag()
    private var sources: [any DispatchSourceSignal] = []

    /// Whether a signal came.
    var isInterrupted: Bool { flag.isSet.load(ordering: .acquiring) }

    /// Calls `cancel` when a signal comes, on a thread of its own, until this is let go.
    init(cancel: @escaping @Sendable () -> Void) {
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
