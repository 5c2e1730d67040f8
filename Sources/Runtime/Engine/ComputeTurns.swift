import Foundation

/// Lets the models of a process compute one after another, in the order in which they ask.
///
/// Two pools of threads on the same cores only wait for each other. If they take turns step by step, neither loses
/// speed.
enum ComputeTurns {
    private static let turns = Turns()

    /// Waits for its turn and computes.
    static func take<Result>(_ body: () -> Result) -> Result { turns.take(body) }

    /// The number of turns that all models have asked for so far.
    static var asked: UInt64 { turns.asked }

    /// True if a model has its turn or waits for one.
    static var isBusy: Bool { turns.isBusy }

    /// Returns whether no other model computes. Waits a moment for that; a streaming model asks for many turns
    /// meanwhile. Measuring beside it would let its lanes wait: a model's first batch takes several times as long as
    /// later ones.
    static func areQuiet() -> Bool {
        let before = asked
        Thread.sleep(forTimeInterval: 0.04)
        return !isBusy && asked == before
    }

    /// A fair lock: the thread that asks first gets it first, so that no engine starves beside a busier one.
    ///
    /// Unchecked Sendable: the condition guards both numbers.
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
