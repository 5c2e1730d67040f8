import History

/// A reference to a run on the command line: its number, `last`, or `last~2` for the one two before the last.
package enum RunReference: Sendable {
    /// A number.
    case number(Int64)
    /// So many runs before the last.
    case newest(before: Int)

    /// Reads a reference; nil if it is none.
    package init?(argument: String) {
        if let number = Int64(argument), number > 0 {
            self = .number(number)
        } else if argument == "last" {
            self = .newest(before: 0)
        } else if argument.hasPrefix("last~"), let count = Int(argument.dropFirst(5)), count >= 0 {
            self = .newest(before: count)
        } else {
            return nil
        }
    }

    /// Returns the number of the run.
    package func id(in history: History) throws -> Int64 {
        switch self {
        case .number(let id): id
        case .newest(let count): try history.newest(before: count)
        }
    }
}

extension RunReference {
    /// Returns the number of an evaluation; among deleted ones, `last` is the one that was deleted last.
    package func evaluation(in history: History, isDeleted: Bool = false) throws -> Int64 {
        switch self {
        case .number(let id): id
        case .newest(let count): try history.newestEvaluation(before: count, isDeleted: isDeleted)
        }
    }
}
