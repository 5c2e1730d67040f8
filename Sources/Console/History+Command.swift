import History
import Reports
import TextLayout

/// Opens the history for a command, does the work, and reports the history's notices.
package func withHistory<Value>(_ work: (History) throws -> Value) throws -> Value {
    let history = try History()
    defer {
        for notice in history.takeNotices() { printError(harmless(commandLineText(of: notice))) }
        history.close()
    }
    return try work(history)
}
