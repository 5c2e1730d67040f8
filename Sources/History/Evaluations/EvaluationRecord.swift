import Evaluation
import Foundation
import Lanes
import Prompting
import Remedies
import Sampling

/// The command or screen that made an evaluation.
package enum EvaluationOrigin: String, Sendable, Hashable, Codable, CaseIterable {
    /// `lathe eval`.
    case eval
    /// `lathe sweep`.
    case sweep
    /// The workbench.
    case screen
}

/// The cases of an evaluation, as they are named and recognised.
package struct DataRecord: Sendable, Hashable, Codable {
    /// The largest number of unusable rows that are kept.
    package static let mostBadRows = 1000

    /// The name of the data: that of its file, or `testData` for a prompt's own.
    package var name: String
    /// The path of its file; nil if it has none.
    package var path: String?
    /// The file's SHA-256 in lower-case hexadecimal digits; nil if there is no file, or it couldn't be read again.
    package var sha256: String?
    /// SHA-256 of the cases that were run: their values and right answers, in their order.
    package var casesHash: String
    /// The number of cases.
    package var cases: Int
    /// What fills the variables and where the right answers are; nil if every column has its variable's name.
    package var columns: String?
    /// True if the cases' variable `input` took the place of the prompt's whole input.
    package var replacesInput: Bool
    /// Rows that couldn't be used, the first 1000.
    package var badRows: [BadRow]
    /// The number of all rows that couldn't be used.
    package var badRowCount: Int

    /// Records the cases that were read for a prompt.
    package init(name: String, path: String? = nil, sha256: String? = nil, _ data: DataSet) {
        self.name = name
        self.path = path
        self.sha256 = sha256
        casesHash = Self.hash(of: data.cases)
        cases = data.cases.count
        columns = data.columnsInWords
        replacesInput = data.replacesInput
        badRows = Array(data.badRows.prefix(Self.mostBadRows))
        badRowCount = data.badRows.count
    }

    /// Returns the hash of cases.
    static func hash(of cases: [Case]) -> String {
        var bytes: [UInt8] = []
        for one in cases {
            for (name, value) in one.variables.sorted(by: { $0.key < $1.key }) {
                bytes += Array(name.utf8) + [0] + Array(value.utf8) + [0]
            }
            bytes.append(1)
            for expected in one.expected { bytes += Array(expected.utf8) + [0] }
            bytes.append(2)
        }
        return SHA256(of: bytes).digits
    }
}

/// A lane of an evaluation with all its settings, and the model that it ran on.
package struct EvaluationLaneRecord: Sendable, Hashable, Codable {
    /// The lane's name.
    package var name: String
    /// The technique.
    package var technique: Technique
    /// The layout.
    package var layout: Layout
    /// The number of outputs for each case.
    package var samples: Int
    /// The settings, with defaults.
    package var settings: Settings
    /// The origin of each setting that isn't a default, by ``SettingsKey``'s spelling.
    package var sources: [String: SettingsSource]
    /// Values that the chat template read, each written as JSON.
    package var templateArguments: [String: String]
    /// The path of the projector that the prompt or the lane named for images; nil if neither did.
    package var projector: String?
    /// What replaced words of the prompt; nil if the lane had its own.
    package var phrasing: Phrasing?
    /// The model.
    package var model: ModelRecord
    /// The model's size; nil if nobody knows it.
    package var size: ModelSize?

    /// Creates a record.
    package init(
        name: String, technique: Technique, layout: Layout, samples: Int = 1, settings: Settings,
        sources: [String: SettingsSource] = [:], templateArguments: [String: String] = [:],
        projector: String? = nil, phrasing: Phrasing? = nil, model: ModelRecord, size: ModelSize? = nil
    ) {
        self.name = name
        self.technique = technique
        self.layout = layout
        self.samples = samples
        self.settings = settings
        self.sources = sources
        self.templateArguments = templateArguments
        self.projector = projector
        self.phrasing = phrasing
        self.model = model
        self.size = size
    }
}

/// What an evaluation that reads likelihoods asked for.
package struct LikelihoodRecord: Sendable, Hashable, Codable {
    /// The possible answers.
    package var labels: [AnswerLabel]
    /// The corrections of their shares that are shown beside them.
    package var corrections: [CalibrationMethod]

    /// Creates a record.
    package init(labels: [AnswerLabel], corrections: [CalibrationMethod] = []) {
        self.labels = labels
        self.corrections = corrections
    }
}

/// All that is kept of an evaluation besides its cases and outputs: what was asked of whom, and what was found out beside
/// the scores.
package struct EvaluationRecord: Sendable, Hashable, Codable {
    /// When it began, to the millisecond.
    package var date: Date
    /// When it ended; nil if it was cut short before it could say so.
    package var ended: Date?
    /// The command or screen that made it.
    package var origin: EvaluationOrigin
    /// The mode of the run.
    package var mode: RunMode
    /// Number of samples that ran at once.
    package var parallel: Int
    /// The prompt, at that time.
    package var prompt: PromptRecord
    /// The number of the saved version that has the prompt's text; nil if none has.
    package var promptVersion: Int?
    /// The cases.
    package var data: DataRecord
    /// The form in which answers were looked for, as it is written in prompt files.
    package var answer: String
    /// The possible answers whose likelihoods were read; nil if lanes generated.
    package var likelihood: LikelihoodRecord?
    /// The names of the checks that outputs had to pass.
    package var checks: [String]
    /// The lanes, in their order.
    package var lanes: [EvaluationLaneRecord]
    /// The machine that computed it.
    package var machine: MachineRecord
    /// Notices from before the run.
    package var notices: [Notice]
    /// True if all outputs were made; false if it was stopped or cut short.
    package var isFinished = false
    /// The metrics that were asked for.
    package var metrics: [MetricScores] = []
    /// The models that measured texts.
    package var textModels: [TextModelUse] = []
    /// The checks that should have been made but weren't.
    package var unmeasured: [UnmeasuredCheck] = []
    /// How outputs of fast mode differ from those of strict mode; nil if that wasn't tried.
    package var strictCheck: StrictCheck?
    /// How often servers gave another text for the same request; nil if that wasn't tried.
    package var repeatNoise: RepeatNoise?

    /// Creates the record of an evaluation that begins. The date is rounded to the millisecond.
    package init(
        date: Date, origin: EvaluationOrigin, mode: RunMode, parallel: Int, prompt: PromptRecord,
        promptVersion: Int? = nil, data: DataRecord, answer: String, checks: [String] = [],
        lanes: [EvaluationLaneRecord], machine: MachineRecord, notices: [Notice] = []
    ) {
        self.date = date.roundedToMilliseconds
        self.origin = origin
        self.mode = mode
        self.parallel = parallel
        self.prompt = prompt
        self.promptVersion = promptVersion
        self.data = data
        self.answer = answer
        self.checks = checks
        self.lanes = lanes
        self.machine = machine
        self.notices = notices
    }

    /// The possible answers whose likelihoods were read, in a list; nil if lanes generated.
    package var answersInWords: String? { likelihood?.labels.map(\.name).joined(separator: ", ") }

    /// SHA-256 of the prompt's text in lower-case hexadecimal digits.
    package var promptHash: String { SHA256(of: prompt.text).digits }

    /// The words that a search for evaluations looks in, in lower case.
    var words: String {
        let models = lanes.flatMap { [$0.name, $0.technique.rawValue, $0.model.name] }
        return ([prompt.name, prompt.file ?? "", prompt.text, data.name] + models).joined(separator: "\n")
            .precomposedStringWithCanonicalMapping.lowercased()
    }
}
