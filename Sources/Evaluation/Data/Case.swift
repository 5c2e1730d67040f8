import Foundation
import Sampling

/// One row of a data set: what is asked, and what is right.
package struct Case: Sendable, Hashable {
    /// Names the case in results: the data's own id, else its line or number.
    package var id: String
    /// Values of the prompt's variables.
    package var variables: [String: String]
    /// Right answers, any of which will do; none if nothing is known to be right.
    package var expected: [String]
    /// What must hold for an output besides.
    package var assertions: [Assertion] = []
    /// All columns of the row, for assertions that refer to them.
    package var columns: [String: String]
    /// Where the case stands in its file, from 1; nil for a prompt's own test data.
    package var line: Int?

    /// A case.
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

    /// Keys the noise of the case's draws: a hash of its content, never 0, so that cases are independent of each other and of
    /// their order, and lanes are paired.
    package var key: UInt64 {
        var hash = StableHash()
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
            hash.add(name)
            hash.add(value)
        }
        return max(1, hash.value)
    }
}
