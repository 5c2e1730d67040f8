import Remedies

/// Why a data set can't be used.
package enum DataSetError: Remediable, Hashable, CustomStringConvertible {
    /// The data has no rows, or none is left.
    case noCases(reason: String)
    /// The prompt has no test data of its own.
    case noTestData
    /// There is no such column.
    case noColumn(String, columns: [String])
    /// A mapping goes to a variable that the prompt doesn't have.
    case noVariable(String, variables: [String])
    /// No column fills any variable of the prompt.
    case fillsNothing(columns: [String], variables: [String])
    /// The number of cases to take isn't at least 1.
    case badLimit(Int)

    /// What is wrong.
    package var description: String {
        switch self {
        case .noCases(let reason): "There are no cases: \(reason)"
        case .noTestData: "There are no cases: the prompt has no testData."
        case .noColumn(let name, let columns):
            "The data has no column `\(name)`; it has \(columns.isEmpty ? "none" : columns.joined(separator: ", "))."
        case .noVariable(let name, let variables):
            "The prompt has no variable `\(name)`; it has \(variables.isEmpty ? "none" : variables.joined(separator: ", "))."
        case .fillsNothing(let columns, let variables):
            """
            No column of the data fills a variable of the prompt. The data has \(columns.joined(separator: ", ")); the prompt has \
            \(variables.joined(separator: ", ")).
            """
        case .badLimit(let limit): "The number of cases is \(limit); it must be at least 1."
        }
    }

    /// What to do about it.
    package var remedy: Remedy? {
        switch self {
        case .noTestData: .nameData
        case .fillsNothing: .mapColumns
        default: nil
        }
    }
}
