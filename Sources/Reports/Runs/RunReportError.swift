/// Why a text is no result of a run.
package enum RunReportError: Error, CustomStringConvertible {
    case severalRuns(name: String, count: Int)
    case noResult(name: String, reason: String)

    /// What is wrong, in a sentence.
    package var description: String {
        switch self {
        case .severalRuns(let name, let count):
            "\(name) has \(count) runs of the history, but only one can be exported at a time."
        case .noResult(let name, let reason): "\(name) is not a result of `lathe run --format json`: \(reason)"
        }
    }
}
