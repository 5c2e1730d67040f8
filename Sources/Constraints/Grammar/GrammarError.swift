/// What is wrong with a grammar, and where.
package struct GrammarError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1; nil if the mistake is nowhere in particular.
    package let line: Int?
    /// The column in characters, from 1; nil if the mistake is nowhere in particular.
    package let column: Int?
    /// What is wrong, as a sentence without its beginning: "has no rule `root`, with which an output begins."
    package let problem: String

    /// A sentence with the place.
    package var description: String {
        guard let line, let column else { return "The grammar \(problem)" }
        return "The grammar, line \(line), column \(column), \(problem)"
    }

    init(line: Int? = nil, column: Int? = nil, _ problem: String) {
        self.line = line
        self.column = column
        self.problem = problem
    }
}
