import Lanes
import Prompting

/// A measurement of an output: a ``Metric`` or a ``Check``.
///
/// Each has its own file and its line in ``Measures/all``, from which the option `--metric`, evaluators, import and the
/// reference take it. A value is computed without a model. If a measure needs a model's numbers, ``needs(_:)`` asks for
/// them before, and they are then in the ``Findings``.
package protocol Measure: Sendable {
    /// The name in options and files. A check has promptfoo's name, if promptfoo has the check.
    var name: String { get }
    /// What the value means, in Markdown for a cell of a table.
    var meaning: String { get }
    /// What a model must provide; nil if no model is needed.
    var modelUse: ModelUse? { get }
    /// Returns what a model must be asked before the output can be measured.
    func needs(_ output: MeasuredOutput) -> Needs
}

/// What a measure needs from a model.
package enum ModelUse: String, Sendable, Hashable, CaseIterable {
    /// A text's embedding.
    case embedding
    /// How surprising a text is.
    case surprisal
    /// Whether a text supports a sentence.
    case support
}

/// What a metric needs of a case's further samples.
package enum SamplesNeeded: Sendable, Hashable {
    /// Their texts.
    case texts
    /// The answers in them.
    case answers
}

/// A number for an output.
package protocol Metric: Measure {
    /// True if it compares with right answers. Then it has no value if there are none.
    var comparesWithAnswers: Bool { get }
    /// What it needs of further samples; nil if one output is enough.
    var samplesNeeded: SamplesNeeded? { get }
    /// True if right outputs should have larger values than wrong ones, false if smaller ones; nil if the metric isn't about
    /// that. Then the evaluation says how well it does.
    var tellsRight: Bool? { get }
    /// Returns the number, in the unit that ``Measure/meaning`` states. Of several right answers the nearest counts.
    /// Nil if `found` lacks something.
    func number(for output: MeasuredOutput, _ found: Findings) -> Double?
    /// Returns one number for all outputs, of which there is at least one; each comes with its own number.
    func overall(_ outputs: [(output: MeasuredOutput, value: Double)], _ found: Findings) -> Double
}

/// A metric that can say which sentences of an output are supported.
package protocol SentenceMetric: Metric {
    /// Returns the support of each sentence; empty if there are no further samples.
    func sentences(of output: MeasuredOutput, _ found: Findings) -> [SentenceSupport]
}

/// A yes or no about an output.
package protocol Check: Measure {
    /// What the check compares an output with.
    var operands: CheckOperands { get }
    /// True if a single text under `value` is several texts with commas between them.
    var splitsAtCommas: Bool { get }
    /// Why an output can't be checked, as the end of a sentence; nil if it can be once a model was asked.
    var lack: String? { get }
    /// Throws unless the check has the values and the threshold that it needs. `type` is its name as it was written,
    /// for the error.
    func validate(_ values: [String], threshold: Double?, type: String) throws(Assertion.Failure)
    /// Returns the check with its values read once for all outputs; by default the check itself.
    func prepared(for values: [String]) throws(Assertion.Failure) -> any Check
    /// Returns the reasons why the check doesn't hold (or, if `isNegated`, why it does), as sentences; empty if there
    /// is nothing to say.
    func reasons(for output: MeasuredOutput, _ found: Findings, isNegated: Bool) -> [String]
    /// Returns whether the check holds; nil if `found` or the output lacks something.
    func holds(for output: MeasuredOutput, _ found: Findings) -> Bool?
    /// Returns how well the output does, from 0 to 1, for a set of checks that has a threshold. By default it is 1 if
    /// the check holds, else 0; nil if `found` or the output lacks something.
    func score(for output: MeasuredOutput, _ found: Findings) -> Double?
}

/// What a check compares an output with.
package enum CheckOperands: Sendable {
    /// Nothing.
    case none
    /// One text.
    case one
    /// Several texts; a case may hold them as a list in JSON.
    case several
    /// A JSON schema, or nothing.
    case schema
    /// A number, or a mapping in JSON with `min`, `max` or both.
    case range
    /// Other checks.
    case checks

    /// True if a mapping under `value` is meant as it stands, and not as a list of texts.
    package var takesMapping: Bool {
        switch self {
        case .schema, .range: true
        case .none, .one, .several, .checks: false
        }
    }
}

/// An output, and the texts to compare it with.
package struct MeasuredOutput: Sendable, Hashable {
    /// The output.
    package var text: String
    /// Right answers for a metric, a check's own values for a check.
    package var references: [String]
    /// The threshold of a check that has one.
    package var threshold: Double?
    /// The case's values, by column.
    package var columns: [String: String]
    /// How long the output took, in seconds.
    package var seconds: Double
    /// The calls of tools in the output.
    package var calls: [ToolCall] = []
    /// The tools that the prompt has.
    package var tools: [Tool] = []
    /// What the output cost in US dollars, 0 for a model on this machine; nil if nobody knows.
    package var cost: Double?
    /// The output's perplexity to the model that wrote it; see ``CaseOutput/Sample/perplexity``. Nil if that is unknown.
    package var perplexity: Double?
    /// The texts of further samples of the same case.
    package var samples: [String] = []
    /// The answers in all its samples, its own first; nil for one without an answer.
    package var answers: [String?] = []

    /// Creates an output, by default with nothing to compare it with.
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
    /// Nil: most measures need no model.
    package var modelUse: ModelUse? { nil }

    /// Returns no needs.
    package func needs(_ output: MeasuredOutput) -> Needs { Needs() }
}

extension Metric {
    /// Nil: one output is enough.
    package var samplesNeeded: SamplesNeeded? { nil }

    /// Nil: the metric isn't about which outputs are right.
    package var tellsRight: Bool? { nil }

    /// Returns the mean. The values are sorted first, so that the sum doesn't depend on their order.
    package func overall(_ outputs: [(output: MeasuredOutput, value: Double)], _ found: Findings) -> Double {
        outputs.map(\.value).sorted().reduce(0, +) / Double(outputs.count)
    }

    /// Returns the number for an output; nil if it compares with right answers and there are none, or if `found` lacks
    /// something.
    package func value(_ output: MeasuredOutput, _ found: Findings = Findings()) -> Double? {
        if comparesWithAnswers, output.references.isEmpty { return nil }
        return number(for: output, found)
    }
}

extension Check {
    /// Throws if there is no value, unless the check takes none.
    package func validate(_ values: [String], threshold: Double?, type: String) throws(Assertion.Failure) {
        switch operands {
        case .none, .schema, .checks: return
        case .one, .several, .range: if values.isEmpty { throw .incomplete(type: type, needs: "a value") }
        }
    }

    /// Nil: only a model may have to be asked.
    package var lack: String? { nil }

    /// False: a text is one text.
    package var splitsAtCommas: Bool { false }

    /// Whether the value can be a part of the check's name.
    var hasShortValue: Bool {
        !operands.takesMapping
    }

    /// Returns 1 if the check holds, else 0; nil if `found` or the output lacks something.
    package func score(for output: MeasuredOutput, _ found: Findings) -> Double? {
        holds(for: output, found).map { $0 ? 1 : 0 }
    }

    /// Returns the check itself.
    package func prepared(for values: [String]) throws(Assertion.Failure) -> any Check { self }

    /// Returns no reasons.
    package func reasons(for output: MeasuredOutput, _ found: Findings, isNegated: Bool) -> [String] { [] }
}
