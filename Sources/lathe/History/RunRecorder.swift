import Foundation
import History
import Library
import Synchronization
import TextLayout

/// Keeps runs in the history. What goes wrong with that is said once on standard error, and fails no run.
final class RunRecorder: Sendable {
    /// Ends when the history is open, or can't be opened. No task, because whoever waits for it may hold the only thread of those.
    private let opening = DispatchGroup()
    private let opened = Mutex<History?>(nil)
    private let said = Mutex<Set<String>>([])

    /// Begins to open the history in the background.
    init(_ arguments: HistoryArguments) {
        guard !arguments.isOff else { return }
        DispatchQueue.global().async(group: opening) { [self] in
            do throws(HistoryError) {
                let history = try History()
                _ = try? history.purge()
                opened.withLock { $0 = history }
            } catch {
                say("The run isn't kept. \(error)")
            }
        }
    }

    /// Keeps a run; gives its number, or nil where it isn't kept.
    @discardableResult
    func keep(_ run: () -> RunRecord) -> Int64? {
        guard let history else { return nil }
        defer { for notice in history.takeNotices() { say(notice) } }
        do throws(HistoryError) {
            return try history.record(run())
        } catch {
            say("The run isn't kept. \(error)")
            return nil
        }
    }

    /// Puts what was kept into the database's file, where no other program has it open.
    func close() { history?.close() }

    private var history: History? {
        opening.wait()
        return opened.withLock { $0 }
    }

    private func say(_ sentence: String) {
        guard said.withLock({ $0.insert(sentence).inserted }) else { return }
        printError(harmless(sentence))
    }
}
