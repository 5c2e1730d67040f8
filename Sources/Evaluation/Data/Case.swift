import Foundation
import Sampling

/// One row of a data set: the values for the prompt, and the right answers.
package struct Case: Sendable, Hashable {
    /// The name of the case in results: the data's own id, else its line or number.
    package var id: String
    /// Values of the prompt's variables.
    package var variables: [String: String]
    /// Right answers, of which one is enough; empty if the data has none.
    package var expected: [String]
    /// Checks that must hold for an output besides.
    package var assertions: [Assertion] = []
    /// All columns of the row, for checks that refer to them.
    package var columns: [String: String]
    /// The line of the case in its file, from 1; nil for a prompt's own test data.
    package var line: Int?

    /// Creates a case. Without `columns` they are its variables.
    package init(
        id: String, variables: [String: String], expected: [String] = [], columns: [String: String]? = nil,
        line: Int? = nil
    ) {
        self.id = id
        self.variables = variables
        self.expected = expected
        self.columns = columns ?? variables
        self.line = line
    }

    /// The key of the noise of the case's draws: a hash of its content, never 0. So cases are independent of each other
    /// and of their order, and lanes are compared on the same noise.
    package var key: UInt64 {
        var hash = StableHash()
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
            hash.add(name)
            hash.add(value)
        }
        return max(1, hash.value)
    }
}
