import Foundation

/// Lets the models of a process compute one after another, first come, first served.
///
/// Two pools of threads on the same cores only spin against each other; one step of each in turn costs neither its speed.
enum ComputeTurns {
    private static let turns = Turns()

    /// Waits for its turn and computes.
    static func take<Result>(_ body: () -> Result) -> Result { turns.take(body) }

    /// How many turns have been asked for so far, by all models.
    static var asked: UInt64 { turns.asked }

    /// Whether a model has its turn or waits for one.
    static var isBusy: Bool { turns.isBusy }

    /// Returns whether no other model computes. One that streams asks for a turn many times in this while; a model's
    /// first batch takes several times as long as its later ones, and lanes would wait for it.
    static func areQuiet() -> Bool {
        let before = asked
        Thread.sleep(forTimeInterval: 0.04)
        return !isBusy && asked == before
    }

    /// A lock that is fair: who asked first has it first, so that no engine starves beside a busier one.
    ///
    /// Unchecked, because the condition guards both numbers.
    private final class Turns: @unchecked Sendable {
        private let condition = NSCondition()
        private var next: UInt64 = 0
        private var serving: UInt64 = 0

        var asked: UInt64 {
            condition.lock()
            defer { condition.unlock() }
            return next
        }

        var isBusy: Bool {
            condition.lock()
            defer { condition.unlock() }
            return next != serving
        }

        func take<Result>(_ body: () -> Result) -> Result {
            condition.lock()
            let ticket = next
            next += 1
            while serving != ticket { condition.wait() }
            condition.unlock()
            defer {
                condition.lock()
                serving += 1
                condition.broadcast()
                condition.unlock()
            }
            return body()
        }
    }
}
