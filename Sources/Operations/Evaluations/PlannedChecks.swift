import Evaluation
import Foundation
import Library
import YAMLText

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
            if let assertion = try assertion(check, folder: folder, file: file.file) { assertions.append(assertion) }
        }
        notices += others.map(Self.notice(ofKind:))
    }

    private static func notice(ofKind name: String) -> String {
        "The evaluator `\(name)` has a kind that Lathe doesn't know; it is left out."
    }

    /// Returns a check, ready to use; nil, with a notice, if Lathe can't make it.
    private mutating func assertion(_ check: PromptCheck, folder: URL, file: String) throws -> Assertion? {
        guard let known = Measures.check(check.type) else {
            let notice = "The evaluator `\(check.name)` is left out: `\(check.type)` is a check that Lathe can't make."
            if !notices.contains(notice) { notices.append(notice) }
            return nil
        }
        if let text = check.badNumber {
            throw EvaluationPlanError.evaluator(
                file: file, name: check.name,
                problem: .incomplete(type: check.type, needs: "numbers as threshold and weight, not `\(text)`"))
        }
        notices += check.others.map(Self.notice(ofKind:))
        var values = check.values
        switch known.operands {
        case .schema:
            guard let value = check.value else { break }
            let schema = try EvaluatorSchema(value, folder: folder)
            values = [schema.text]
            notices += schema.notices
        case .range:
            if let value = check.value, value.isMapping, let mapping = YAMLValue(value.node) {
                values = [JSONWriter.line(mapping)]
            }
        case .checks:
            var members: [Assertion] = []
            for member in check.members {
                if let assertion = try assertion(member, folder: folder, file: file) { members.append(assertion) }
            }
            if members.isEmpty, !check.members.isEmpty {
                notices.append("The evaluator `\(check.name)` is left out, since none of its checks can be made.")
                return nil
            }
            do throws(Assertion.Failure) {
                return try Assertion(
                    setOf: members, type: check.type, name: check.name, threshold: check.threshold,
                    weight: check.weight ?? 1)
            } catch {
                throw EvaluationPlanError.evaluator(file: file, name: check.name, problem: error)
            }
        case .none, .one, .several: break
        }
        do throws(Assertion.Failure) {
            return try Assertion(
                name: check.name, type: check.type, values: values, isList: check.isList, threshold: check.threshold,
                weight: check.weight ?? 1)
        } catch {
            throw EvaluationPlanError.evaluator(file: file, name: check.name, problem: error)
        }
    }

    /// Throws if the texts that cases fill in can't be used, before any case runs. Adds notices about parts of the
    /// cases' own checks that are left out.
    mutating func take(_ cases: [Case]) throws {
        for one in cases {
            for assertion in assertions where !one.isForeign {
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
