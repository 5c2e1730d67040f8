import Foundation
import GRDB
import Library
import Remedies

/// What can go wrong with the history. `path` is the database's file.
package enum HistoryError: Remediable, Sendable, Hashable, CustomStringConvertible {
    /// A newer Lathe wrote the database; it isn't touched.
    case newer(path: String)
    /// The file is another program's database; it isn't touched.
    case foreign(path: String)
    /// The system doesn't let us open or write the file.
    case unwritable(path: String, reason: String)
    /// The disk is full. The new data isn't written; all else is there.
    case full(path: String)
    /// Another program kept the database locked for too long.
    case busy(path: String)
    /// The database is damaged and was set aside; a new one has been begun.
    case damaged(path: String, aside: String)
    /// SQLite failed in another way.
    case failed(path: String, reason: String)
    /// There is no run with this number.
    case noRun(Int64)
    /// A run can't be read, but the database can.
    case damagedRun(Int64, reason: String)
    /// There are fewer runs than that.
    case noSuchRun(String)
    /// The run to restore isn't deleted.
    case notDeleted(Int64)
    /// There are fewer deleted runs than that.
    case noneDeleted
    /// There is no evaluation with this number.
    case noEvaluation(Int64)
    /// There are fewer evaluations than that, or fewer deleted ones.
    case noSuchEvaluation(String, isDeleted: Bool)
    /// The evaluation to restore isn't deleted.
    case evaluationNotDeleted(Int64)
    /// An evaluation can't be read, but the database can.
    case damagedEvaluation(Int64)
    /// The rating isn't 1...5.
    case badRating(Int)
    /// The tag is empty, longer than 64 characters, or has a comma or a line break.
    case badTag(String)
    /// The text to search for has no letter and no digit.
    case nothingToSearch(String)
    /// The caller doesn't want the answer any more.
    case cancelled

    /// What happened and where.
    package var description: String {
        switch self {
        case .newer(let path):
            "The history \(path) was written by a newer Lathe and was not changed. Use the newer Lathe, or move the file away."
        case .foreign(let path):
            "\(path) is another program's database and was not changed. Move it away, so that Lathe can begin a history."
        case .unwritable(let path, let reason):
            "The history \(path) can't be opened: \(reason)."
        case .full(let path):
            "The history \(path) can't be written: the disk is full."
        case .busy(let path):
            "The history \(path) is locked by another program. Try again when that program has ended."
        case .damaged(let path, let aside):
            Self.setAside(path: path, aside: aside)
        case .failed(let path, let reason):
            "The history \(path) can't be used: \(reason)."
        case .noRun(let id):
            "There is no run \(id) in the history."
        case .damagedRun(let id, let reason):
            "Run \(id) in the history can't be read: \(reason)."
        case .noSuchRun(let word):
            "There is no run \(word) in the history, because it has fewer runs."
        case .notDeleted(let id):
            "Run \(id) isn't deleted; nothing was brought back."
        case .noneDeleted:
            "No run is deleted."
        case .noEvaluation(let id):
            "There is no evaluation \(id) in the history."
        case .noSuchEvaluation(let word, let isDeleted):
            isDeleted
                ? "No evaluation is deleted." : "There is no evaluation \(word) in the history, because it has fewer."
        case .evaluationNotDeleted(let id):
            "Evaluation \(id) isn't deleted; nothing was brought back."
        case .damagedEvaluation(let id):
            "Evaluation \(id) in the history can't be read: it isn't as this Lathe writes it."
        case .badRating(let rating):
            "A rating is 1 to 5, not \(rating)."
        case .badTag(let tag):
            BadTag(tag: tag).description
        case .nothingToSearch(let text):
            "`\(text)` has no word to search for: a word has letters or digits."
        case .cancelled:
            "The search was replaced by a newer one."
        }
    }

    /// What to do about it.
    package var remedy: Remedy? {
        switch self {
        case .full: .pruneHistory
        case .noRun: .listRuns
        case .damagedRun(let id, _): .deleteRun(id)
        case .notDeleted, .noneDeleted: .listDeletedRuns
        case .noEvaluation, .noSuchEvaluation(_, isDeleted: false): .listEvaluations
        case .evaluationNotDeleted: .listDeletedEvaluations
        default: nil
        }
    }

    /// Returns the sentence about a damaged database, for the error and for the notice.
    static func setAside(path: String, aside: String) -> String {
        "The history \(path) was damaged. It was set aside as \(aside), and a new one was begun. "
            + "`sqlite3 \(aside) .recover` prints the part that can still be read."
    }
}

extension HistoryError {
    /// Translates an error of SQLite. For damage, the path of the file that is set aside isn't known yet.
    init(_ error: any Error, path: String) {
        if let known = error as? HistoryError {
            self = known
            return
        }
        if let error = error as? UnreadableValue {
            self = .failed(
                path: path,
                reason: "its `\(error.column)` isn't as Lathe writes it. Move the file away, and Lathe begins a new one"
            )
            return
        }
        guard let error = error as? DatabaseError else {
            self = error is CancellationError ? .cancelled : .failed(path: path, reason: "\(error)")
            return
        }
        let reason = (error.message ?? "\(error.resultCode)").lowercased()
        switch error.resultCode {
        case .SQLITE_FULL: self = .full(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, aside: "")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN:
            // If there is no room for its helper files, SQLite says that it can't open the database.
            self = HistoryFile.isDiskFull(path) ? .full(path: path) : .unwritable(path: path, reason: reason)
        case .SQLITE_IOERR:
            self = HistoryFile.isDiskFull(path) ? .full(path: path) : .failed(path: path, reason: reason)
        case .SQLITE_INTERRUPT, .SQLITE_ABORT: self = .cancelled
        default: self = .failed(path: path, reason: reason)
        }
    }
}
