import Dispatch
import Foundation
import Synchronization

/// Work that gives way to whatever else computes, such as loading a model beside lanes that stream.
enum Politely {
    #if canImport(Glibc)
        /// How nice the work is, 0...19: at 10 it gets a tenth of a core that something else wants too.
        private static let niceness: Int32 = 10
    #endif

    /// Does `work` on a thread that lives only for it, because a thread that was made nice stays so, and waits for it.
    static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let promise = Promise<Value, Failure>()
        let thread = Thread {
            #if canImport(Darwin)
                pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0)
            #elseif canImport(Glibc)
                // On Linux this is the priority of the calling thread alone.
                setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
            #endif
            promise.keep(Result(catching: work))
        }
        thread.stackSize = 16 << 20
        thread.start()
        return try promise.wait().get()
    }

    private final class Promise<Value: Sendable, Failure: Error>: Sendable {
        private let result = Mutex<Result<Value, Failure>?>(nil)
        private let isKept = DispatchSemaphore(value: 0)

        func keep(_ value: Result<Value, Failure>) {
            result.withLock { $0 = value }
            isKept.signal()
        }

        func wait() -> Result<Value, Failure> {
            while true {
                isKept.wait()
                if let value = result.withLock({ $0 }) { return value }
            }
        }
    }
}
