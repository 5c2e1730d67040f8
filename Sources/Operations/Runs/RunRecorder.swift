import History
import Synchronization

/// Keeps runs in the history. What goes wrong with that is said once, and fails no run.
package final class RunRecorder: Sendable {
    private let say: @Sendable (String) -> Void
    /// Opens the history. No task, because whoever waits for it may hold the only thread of those.
    private let worker = Worker("history")
    private let opened = Mutex<History?>(nil)
    private let said = Mutex<Set<String>>([])

    /// Begins to open the history in the background, unless runs aren't kept; `say` gets what goes wrong, in sentences.
    package init(isOff: Bool, saying say: @escaping @Sendable (String) -> Void) {
        self.say = say
        guard !isOff else { return }
        worker.add { [self] in
            do throws(HistoryError) {
                let history = try History()
                _ = try? history.purge()
                opened.withLock { $0 = history }
            } catch {
                sayOnce("The run isn't kept. \(error)")
            }
        }
    }

    /// Keeps a run; gives its number, or nil if it isn't kept.
    @discardableResult
    package func keep(_ run: () -> RunRecord) -> Int64? {
        guard let history else { return nil }
        defer { for notice in history.takeNotices() { sayOnce(notice) } }
        do throws(HistoryError) {
            return try history.record(run())
        } catch {
            sayOnce("The run isn't kept. \(error)")
            return nil
        }
    }

    /// Puts what was kept into the database's file, unless another program has it open.
    package func close() { history?.close() }

    /// The history once it is open; nil if it can't be opened.
    private var history: History? { worker.get { opened.withLock { $0 } } }

    private func sayOnce(_ sentence: String) {
        if said.withLock({ $0.insert(sentence).inserted }) { say(sentence) }
    }
}
