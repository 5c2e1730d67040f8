import Evaluation
import Foundation
import Library

/// The checks of a prompt file's `evaluators`, ready to use.
struct PlannedChecks {
    private(set) var assertions: [Assertion] = []
    /// The parts of checks that are left out, as sentences.
    private(set) var notices: [String] = []

    /// Reads the checks in a file.
    ///
    /// - Throws: ``EvaluationPlanError`` or ``PromptFileError`` for a check that can't be made.
    init(of file: PromptFile) throws {
        let (checks, others) = file.checks
        let folder =
            file.hasPath
            ? URL(filePath: file.file).deletingLastPathComponent() : URL(filePath: ".", directoryHint: .isDirectory)
        for check in checks {
            guard let known = Measures.check(check.type) else {
                notices.append(
                    "The evaluator `\(check.name)` is left out: \(Assertion.Failure.unknown(type: check.type))")
                continue
            }
            var values = check.values
            if case .schema = known.operands, let value = check.value {
                let schema = try EvaluatorSchema(value, folder: folder)
                values = [schema.text]
                notices += schema.notices
            }
            do throws(Assertion.Failure) {
                assertions.append(
                    try Assertion(name: check.name, type: check.type, values: values, threshold: check.threshold))
            } catch {
                throw EvaluationPlanError.evaluator(file: file.file, name: check.name, problem: error)
            }
        }
        notices += others.map { "The evaluator `\($0)` has a kind that Lathe doesn't know; it is left out." }
    }

    /// Throws if the texts that cases fill in can't be used, before any case runs. Adds notices about parts of the
    /// cases' own checks that are left out.
    mutating func take(_ cases: [Case]) throws {
        for one in cases {
            for assertion in assertions {
                do throws(Assertion.Failure) {
                    try assertion.validate(for: one.columns)
                } catch {
                    throw EvaluationPlanError.caseValue(case: one.id, evaluator: assertion.name, problem: error)
                }
            }
            for notice in one.assertions.flatMap(\.notices) where !notices.contains(notice) { notices.append(notice) }
        }
    }
}
