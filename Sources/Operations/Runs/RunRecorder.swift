import History
import Remedies
import Synchronization

/// Keeps runs in the history. A problem with that is reported once, and no run fails because of it.
package final class RunRecorder: Sendable {
    private let say: @Sendable (Notice) -> Void
    /// Opens the history. It isn't a task, because a caller that waits for it may hold the only thread for tasks.
    private let worker = Worker("history")
    private let opened = Mutex<History?>(nil)
    private let said = Mutex<Set<Notice>>([])

    /// Begins to open the history in the background, unless `isOff`. `say` gets problems, in sentences.
    package init(isOff: Bool, saying say: @escaping @Sendable (Notice) -> Void) {
        self.say = say
        guard !isOff else { return }
        worker.add { [self] in
            do throws(HistoryError) {
                let history = try History()
                _ = try? history.purge()
                opened.withLock { $0 = history }
            } catch {
                sayOnce(Notice("The run isn't kept. ", about: error))
            }
        }
    }

    /// Keeps a run. Returns its number; nil if it isn't kept.
    @discardableResult
    package func keep(_ run: () -> RunRecord) -> Int64? {
        guard let history else { return nil }
        defer { for notice in history.takeNotices() { sayOnce(notice) } }
        do throws(HistoryError) {
            return try history.record(run())
        } catch {
            sayOnce(Notice("The run isn't kept. ", about: error))
            return nil
        }
    }

    /// Closes the history, which moves what was kept into the database's file unless another program has it open.
    package func close() { history?.close() }

    /// The history when it is open; nil if it can't be opened. Waits until it is known.
    private var history: History? { worker.get { opened.withLock { $0 } } }

    private func sayOnce(_ notice: Notice) {
        if said.withLock({ $0.insert(notice).inserted }) { say(notice) }
    }
}
