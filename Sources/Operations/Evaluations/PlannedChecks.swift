import Evaluation
import Foundation
import Library
import YAMLText

/// The checks of a prompt file's `evaluators`, ready to use.
struct PlannedChecks {
    private(set) var assertions: [Assertion] = []
    /// The parts of checks that are left out, as sentences.
    private(set) var notices: [String] = []

    /// Reads the checks in a file. Those that can't be made are left out, with a notice.
    init(of file: PromptFile) {
        let (checks, others) = file.checks
        let folder =
            file.hasPath
            ? URL(filePath: file.file).deletingLastPathComponent() : URL(filePath: ".", directoryHint: .isDirectory)
        for check in checks {
            if let assertion = assertion(check, folder: folder) { assertions.append(assertion) }
        }
        notices += others.map(Self.notice(ofKind:))
    }

    private static func notice(ofKind name: String) -> String {
        "The evaluator `\(name)` has a kind that Lathe doesn't know; it is left out."
    }

    private mutating func leaveOut(_ check: PromptCheck, because problem: String) {
        let notice = "The evaluator `\(check.name)` is left out: \(problem)"
        if !notices.contains(notice) { notices.append(notice) }
    }

    /// Returns a check, ready to use; nil, with a notice, if it can't be made.
    private mutating func assertion(_ check: PromptCheck, folder: URL) -> Assertion? {
        guard let known = Measures.check(check.type) else {
            leaveOut(check, because: "`\(check.type)` is a check that Lathe can't make.")
            return nil
        }
        do {
            return try assertion(check, known, folder: folder)
        } catch {
            leaveOut(check, because: "\(error)")
            return nil
        }
    }

    /// Returns a check of a kind that is known; nil, with a notice, for a set of which no check can be made.
    private mutating func assertion(_ check: PromptCheck, _ known: any Check, folder: URL) throws -> Assertion? {
        if let text = check.badNumber {
            throw Assertion.Failure.incomplete(
                type: check.type, needs: "numbers as threshold and weight, not `\(text)`")
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
                if let assertion = assertion(member, folder: folder) { members.append(assertion) }
            }
            if members.isEmpty, !check.members.isEmpty {
                notices.append("The evaluator `\(check.name)` is left out, since none of its checks can be made.")
                return nil
            }
            return try Assertion(
                setOf: members, type: check.type, name: check.name, threshold: check.threshold,
                weight: check.weight ?? 1)
        case .none, .one, .several: break
        }
        return try Assertion(
            name: check.name, type: check.type, values: values, isList: check.isList, threshold: check.threshold,
            weight: check.weight ?? 1)
    }

    /// Adds notices about the checks that can't be made of some cases, because of the texts that these fill in, and about
    /// parts of the cases' own checks that are left out.
    mutating func take(_ cases: [Case]) {
        for assertion in assertions {
            var refused: (id: String, problem: Assertion.Failure, count: Int)?
            for one in cases where !one.isForeign {
                do throws(Assertion.Failure) {
                    try assertion.validate(for: one.columns)
                } catch {
                    refused = (refused?.id ?? one.id, refused?.problem ?? error, (refused?.count ?? 0) + 1)
                }
            }
            guard let refused else { continue }
            let others = refused.count == 1 ? "" : " So it is for \(refused.count - 1) more."
            notices.append(
                "Case \(refused.id): the evaluator `\(assertion.name)` can't be made: \(refused.problem)\(others)")
        }
        for notice in cases.flatMap(\.assertions).flatMap(\.notices) where !notices.contains(notice) {
            notices.append(notice)
        }
    }
}
