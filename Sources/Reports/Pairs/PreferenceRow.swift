import Evaluation
import Foundation
import Prompting
import YAMLText

/// A line of preference data. Keys without a value are left out.
///
/// Readers take the type of a column from the first lines that they see, so a number that may have a fraction is always
/// written with a point: `1.0`.
struct PreferenceRow {
    struct Turn {
        var role: Role
        var content: String

        init(role: Role, content: String) {
            (self.role, self.content) = (role, content)
        }

        init(_ message: Message) {
            self.init(role: message.role, content: message.text)
        }

        fileprivate var value: YAMLValue {
            .map([YAMLPair("role", .text(role.rawValue)), YAMLPair("content", .text(content))])
        }
    }

    /// A text, or the turns of a chat.
    enum Text {
        case text(String)
        case turns([Turn])

        fileprivate var value: YAMLValue {
            switch self {
            case .text(let text): .text(text)
            case .turns(let turns): .list(turns.map(\.value))
            }
        }
    }

    /// Where an output comes from. The settings are JSON in a text, so that all lines have the same columns.
    struct Source {
        var lane: String
        var technique: Technique
        var model: String
        var seed: UInt64
        var settings: String

        init(_ output: PairOutput) throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            (lane, technique, model, seed) = (output.lane, output.technique, output.model, output.seed)
            settings = String(decoding: try encoder.encode(output.settings), as: UTF8.self)
        }

        fileprivate var value: YAMLValue {
            .map([
                YAMLPair("lane", .text(lane)), YAMLPair("technique", .text(technique.rawValue)),
                YAMLPair("model", .text(model)), YAMLPair("seed", .bare("\(seed)")),
                YAMLPair("settings", .text(settings)),
            ])
        }
    }

    let caseID: String
    var prompt: Text?
    var chosen: Text?
    var rejected: Text?
    var completion: Text?
    var completions: [Text]?
    var messages: Text?
    var label: Bool?
    var scores: [Double]?
    var margin: Double?
    var verdicts: Int?
    var voters: [String]?
    var probability: Double?
    var chosenFrom: Source?
    var rejectedFrom: Source?
    var completionFrom: Source?
    var completionsFrom: [Source]?

    init(caseID: String) {
        self.caseID = caseID
    }

    /// The row as JSON, with a line break at the end.
    var line: String { JSONWriter.line(.map(columns)) + "\n" }

    private var columns: [YAMLPair] {
        let values: [(String, YAMLValue?)] = [
            ("case", .text(caseID)), ("prompt", prompt?.value), ("chosen", chosen?.value),
            ("rejected", rejected?.value), ("completion", completion?.value),
            ("completions", completions.map { .list($0.map(\.value)) }), ("messages", messages?.value),
            ("label", label.map { .bare("\($0)") }), ("scores", scores.map { .list($0.map(Self.number)) }),
            ("margin", margin.map(Self.number)), ("verdicts", verdicts.map { .bare("\($0)") }),
            ("voters", voters.map { .list($0.map(YAMLValue.text)) }), ("probability", probability.map(Self.number)),
            ("chosen_from", chosenFrom?.value), ("rejected_from", rejectedFrom?.value),
            ("completion_from", completionFrom?.value),
            ("completions_from", completionsFrom.map { .list($0.map(\.value)) }),
        ]
        return values.compactMap { key, value in value.map { YAMLPair(key, $0) } }
    }

    /// Writes a finite number so that it reads back as the same: `1.0`, `0.25`, `5e-324`.
    private static func number(_ number: Double) -> YAMLValue { .bare("\(number)") }
}
