import Evaluation
import Foundation

/// An evaluation in a list.
package struct EvaluationEntry: Sendable, Hashable, Codable, Identifiable {
    /// The result of one lane, as lists show it.
    package struct Lane: Sendable, Hashable, Codable {
        /// The lane's name.
        package var name: String
        /// The name of its model.
        package var model: String
        /// Number of cases with an output.
        package var count: Int
        /// Number of cases that are right.
        package var correct: Int
        /// Number of cases that failed.
        package var failed: Int

        /// Creates the result of a lane.
        package init(name: String, model: String, count: Int = 0, correct: Int = 0, failed: Int = 0) {
            self.name = name
            self.model = model
            self.count = count
            self.correct = correct
            self.failed = failed
        }
    }

    /// The largest number of evaluations in a list that doesn't ask for another number.
    package static let usualLimit = 200

    /// The evaluation's number.
    package var id: Int64
    /// When it began.
    package var date: Date
    /// The command or screen that made it.
    package var origin: EvaluationOrigin
    /// The prompt's name.
    package var prompt: String
    /// The path of the prompt's file; nil if it had none.
    package var file: String?
    /// The name of the data.
    package var data: String
    /// Number of cases.
    package var cases: Int
    /// The lanes.
    package var lanes: [Lane]
    /// True if all outputs were made.
    package var isFinished: Bool
    /// When it was deleted; nil if it isn't deleted.
    package var deleted: Date?

    /// Creates an entry.
    package init(
        id: Int64, date: Date, origin: EvaluationOrigin, prompt: String, file: String? = nil, data: String, cases: Int,
        lanes: [Lane], isFinished: Bool = true, deleted: Date? = nil
    ) {
        self.id = id
        self.date = date
        self.origin = origin
        self.prompt = prompt
        self.file = file
        self.data = data
        self.cases = cases
        self.lanes = lanes
        self.isFinished = isFinished
        self.deleted = deleted
    }

    /// The number of outputs that there are, failed ones among them.
    package var outputs: Int { lanes.reduce(0) { $0 + $1.count + $1.failed } }
}

extension EvaluationEntry.Lane {
    /// Returns the results of all lanes of a report.
    static func all(_ report: EvaluationReport, _ record: EvaluationRecord) -> [Self] {
        report.lanes.enumerated().map { index, lane in
            Self(
                name: lane.name, model: record.lanes.indices.contains(index) ? record.lanes[index].model.name : "",
                count: lane.count, correct: lane.correct, failed: lane.failed)
        }
    }
}
