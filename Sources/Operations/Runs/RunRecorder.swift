import History
import Remedies
import Synchronization

/// Keeps runs and evaluations in the history. A problem with that is reported once, and nothing fails because of it.
package final class RunRecorder: Sendable {
    private let what: String
    private let say: @Sendable (Notice) -> Void
    /// Opens the history. It isn't a task, because a caller that waits for it may hold the only thread for tasks.
    private let worker = Worker("history")
    private let opened = Mutex<History?>(nil)
    private let said = Mutex<Set<Notice>>([])

    /// Begins to open the history in the background, unless `isOff`. `what` is what isn't kept if there are problems; `say`
    /// gets them, in sentences.
    package init(isOff: Bool, what: String = "run", saying say: @escaping @Sendable (Notice) -> Void) {
        self.what = what
        self.say = say
        guard !isOff else { return }
        worker.add { [self] in
            do throws(HistoryError) {
                let history = try History()
                _ = try? history.purge()
                opened.withLock { $0 = history }
            } catch {
                sayProblem(error)
            }
        }
    }

    /// Keeps a run. Returns its number; nil if it isn't kept.
    @discardableResult
    package func keep(_ run: () -> RunRecord) -> Int64? {
        perform { history throws(HistoryError) in try history.record(run()) }
    }

    /// Does something with the history. Returns nil if there is none, or it fails.
    func perform<Value>(_ work: (History) throws(HistoryError) -> Value) -> Value? {
        guard let history else { return nil }
        defer { for notice in history.takeNotices() { sayOnce(notice) } }
        do throws(HistoryError) {
            return try work(history)
        } catch {
            sayProblem(error)
            return nil
        }
    }

    /// Closes the history, which moves what was kept into the database's file unless another program has it open.
    package func close() { history?.close() }

    /// The history when it is open; nil if it can't be opened. Waits until it is known.
    private var history: History? { worker.get { opened.withLock { $0 } } }

    private func sayProblem(_ error: HistoryError) { sayOnce(Notice("The \(what) isn't kept. ", about: error)) }

    private func sayOnce(_ notice: Notice) {
        if said.withLock({ $0.insert(notice).inserted }) { say(notice) }
    }
}
