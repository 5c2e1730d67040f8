/// Why a data set can't be used.
package enum DataSetError: Error, Hashable, CustomStringConvertible {
    /// The data has no rows, or none is left.
    case noCases(reason: String)
    /// There is no such column.
    case noColumn(String, columns: [String])
    /// A mapping goes to a variable that the prompt doesn't have.
    case noVariable(String, variables: [String])
    /// No column fills any variable of the prompt.
    case fillsNothing(columns: [String], variables: [String])
    /// The number of cases to take isn't at least 1.
    case badLimit(Int)

    /// What is wrong, and what to do.
    package var description: String {
        switch self {
        case .noCases(let reason): "There are no cases: \(reason)"
        case .noColumn(let name, let columns):
            "The data has no column `\(name)`; it has \(columns.isEmpty ? "none" : columns.joined(separator: ", "))."
        case .noVariable(let name, let variables):
            "The prompt has no variable `\(name)`; it has \(variables.isEmpty ? "none" : variables.joined(separator: ", "))."
        case .fillsNothing(let columns, let variables):
            """
            No column of the data fills a variable of the prompt. The data has \(columns.joined(separator: ", ")); the prompt has \
            \(variables.joined(separator: ", ")). Say which is which with --map COLUMN=VARIABLE.
            """
        case .badLimit(let limit): "--limit is \(limit); it must be at least 1."
        }
    }
}
