import Evaluation
import Foundation
import History
import Sampling

/// What was evaluated, as every export of an evaluation tells it: names with values.
struct EvaluationFacts {
    /// A name with its value.
    struct Fact: Hashable {
        var name: String
        var value: String
    }

    private let number: Int64?
    private let record: EvaluationRecord

    init(_ outcome: EvaluationOutcome) {
        (number, record) = (outcome.number, outcome.record)
    }

    /// The evaluation itself: when, of which prompt, on which data, by which program.
    var all: [Fact] { facts.compactMap { name, value in value.map { Fact(name: name, value: $0) } } }

    private var facts: [(String, String?)] {
        let ended = record.ended.map { ", ended \($0.toTheSecond)" } ?? ""
        let evaluation: [(String, String?)] = [
            ("evaluation", number.map { "\($0)" }), ("began", record.date.toTheSecond + ended),
            ("state", record.isFinished ? nil : "unfinished"),
        ]
        return evaluation + prompt + data + way
    }

    private var prompt: [(String, String?)] {
        let prompt = record.prompt
        let values = prompt.variables.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
        return [
            ("prompt", prompt.name), ("prompt's file", prompt.file),
            ("prompt's version", record.promptVersion.map { "\($0)" }), ("prompt's SHA-256", record.promptHash),
            ("values", values.isEmpty ? nil : values.joined(separator: ", ")),
        ]
    }

    private var data: [(String, String?)] {
        let data = record.data
        return [
            ("data", "\(data.name), \(data.cases) cases"), ("data's file", data.path), ("data's SHA-256", data.sha256),
            ("cases' SHA-256", data.casesHash), ("columns", data.columns),
            ("rows left out", data.badRowCount == 0 ? nil : "\(data.badRowCount)"),
        ]
    }

    /// How answers were judged, and what computed them.
    private var way: [(String, String?)] {
        let machine = record.machine
        return [
            ("answers read as", record.answer), ("likelihoods of", record.answersInWords),
            ("checks", record.checks.isEmpty ? nil : record.checks.joined(separator: ", ")),
            ("mode", record.mode.rawValue + (record.likelihood == nil ? ", \(record.parallel) at once" : "")),
            ("Lathe", machine.lathe),
            ("processor", machine.processor.isEmpty ? nil : "\(machine.processor), \(machine.threads) threads"),
        ]
    }

    /// The rows of a table of lanes: a property with its value in each lane.
    var lanes: [(name: String, values: [String])] {
        let lanes = record.lanes
        func row(_ name: String, _ value: (EvaluationLaneRecord) -> String) -> (name: String, values: [String]) {
            (name, lanes.map(value))
        }
        var rows = [
            row("technique") { $0.technique.rawValue }, row("layout") { $0.layout.rawValue },
            row("samples") { "\($0.samples)" }, row("phrasing") { $0.phrasing?.name ?? "" },
            row("model") { $0.model.name },
        ]
        rows.append(row("projector") { $0.projector ?? "" })
        rows.append(row("quantization") { $0.model.quantization })
        rows.append(row("SHA-256") { $0.model.sha256 ?? "" })
        rows.append(row("model's file") { $0.model.path })
        rows.append(row("architecture") { $0.model.architecture })
        rows.append(row("context") { $0.model.contextLength == 0 ? "" : "\($0.model.contextLength)" })
        rows.append(row("llama.cpp") { $0.model.build })
        rows.append(row("server") { $0.model.server?.url ?? "" })
        for name in Set(lanes.flatMap(\.templateArguments.keys)).sorted() {
            rows.append(row("template's \(name)") { $0.templateArguments[name] ?? "" })
        }
        rows = rows.filter { row in row.values.contains { !$0.isEmpty } }
        for key in SettingsKey.allCases { rows.append(row(key.rawValue) { Self.setting(key, of: $0) }) }
        return rows
    }

    /// Returns the text of a setting; `not sent` if the lane's server wasn't sent it.
    static func setting(_ key: SettingsKey, of lane: EvaluationLaneRecord) -> String {
        lane.model.server?.lacks.contains(key) == true ? "not sent" : key.setting.text(of: lane.settings[key])
    }
}

extension ScoredCase {
    /// Why the output counts as it does, in sentences: why no answer was read, what was mended, which checks fail. Empty if
    /// the answer says enough.
    var why: [String] {
        [unread?.description].compactMap(\.self)
            + (repairs.isEmpty ? [] : ["JSON was mended: \(repairs.joined(separator: ", "))."])
            + failedChecks.map { check in
                check.reasons.isEmpty
                    ? "\(check.name) doesn't hold." : "\(check.name): \(check.reasons.joined(separator: " "))"
            }
    }
}
