/// What is measured of an output: a ``Metric`` or a ``Check``.
///
/// Each stands in a file of its own and has its line in ``Measures/all``. The option `--metric`, evaluators, import and the
/// reference know it by that. A value is computed from what is there: what only a model can say is asked for with
/// ``needs(_:)`` before, and found in the ``Findings`` then.
package protocol Measure: Sendable {
    /// The word of options and files; of a check promptfoo's, if that has one.
    var name: String { get }
    /// What it says, as part of a table in Markdown.
    var meaning: String { get }
    /// What it wants of a model; nil if it needs none.
    var modelUse: ModelUse? { get }
    /// Returns what has to be found out before there is a value for an output.
    func needs(_ output: MeasuredOutput) -> Needs
}

/// What a measure wants of a model.
package enum ModelUse: String, Sendable, Hashable, CaseIterable {
    /// A text's direction.
    case embedding
    /// How surprising a text is.
    case surprisal
}

/// A number for an output.
package protocol Metric: Measure {
    /// Whether it compares with right answers; it has no value if there is none.
    var comparesWithAnswers: Bool { get }
    /// Returns the number, in the unit that ``Measure/meaning`` states; of several right answers, that of the nearest. Nil if
    /// something that it needs isn't found.
    func number(for output: MeasuredOutput, _ found: Findings) -> Double?
    /// Returns one number for outputs that have one each, at least one.
    func overall(_ outputs: [(output: MeasuredOutput, value: Double)], _ found: Findings) -> Double
}

/// Yes or no of an output.
package protocol Check: Measure {
    /// What it compares an output with.
    var operands: CheckOperands { get }
    /// Makes sure that it has what it needs; `type` is its name as it was written, with `not-` or not.
    func validate(_ values: [String], threshold: Double?, type: String) throws(Assertion.Failure)
    /// Returns whether it holds; nil if something that it needs isn't found.
    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool?
}

/// What a check compares an output with.
package enum CheckOperands: Sendable {
    /// Nothing.
    case none
    /// One text.
    case one
    /// Several texts; a case may hold them as a list in JSON.
    case several
}

/// An output, and what it is compared with.
package struct MeasuredOutput: Sendable, Hashable {
    /// The output.
    package var text: String
    /// Right answers for a metric, a check's own values for a check.
    package var references: [String]
    /// Of a check that has one.
    package var threshold: Double?
    /// The case's values.
    package var columns: [String: String]
    /// How long the output took.
    package var seconds: Double

    /// An output by itself unless more is said.
    package init(
        _ text: String, references: [String] = [], threshold: Double? = nil, columns: [String: String] = [:],
        seconds: Double = 0
    ) {
        self.text = text
        self.references = references
        self.threshold = threshold
        self.columns = columns
        self.seconds = seconds
    }
}

extension Measure {
    /// None.
    package var modelUse: ModelUse? { nil }

    /// Nothing.
    package func needs(_ output: MeasuredOutput) -> Needs { Needs() }
}

extension Metric {
    /// Returns the mean. Sorted, so that the sum doesn't depend on the order.
    package func overall(_ outputs: [(output: MeasuredOutput, value: Double)], _ found: Findings) -> Double {
        outputs.map(\.value).sorted().reduce(0, +) / Double(outputs.count)
    }

    /// Returns the number for an output; nil if it compares with right answers and there are none, or something isn't found.
    package func value(_ output: MeasuredOutput, _ found: Findings = Findings()) -> Double? {
        if comparesWithAnswers, output.references.isEmpty { return nil }
        return number(for: output, found)
    }
}

extension Check {
    /// A value, unless it compares with nothing.
    package func validate(_ values: [String], threshold: Double?, type: String) throws(Assertion.Failure) {
        if case .none = operands { return }
        if values.isEmpty { throw .incomplete(type: type, needs: "a value") }
    }
}
