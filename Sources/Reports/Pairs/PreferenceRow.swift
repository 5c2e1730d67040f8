import Evaluation
import Foundation
import Prompting

/// A line of preference data. Keys without a value are left out.
struct PreferenceRow: Encodable {
    struct Turn: Encodable {
        var role: Role
        var content: String

        init(role: Role, content: String) {
            (self.role, self.content) = (role, content)
        }

        init(_ message: Message) {
            self.init(role: message.role, content: message.text)
        }
    }

    /// A text, or the turns of a chat.
    enum Text: Encodable {
        case text(String)
        case turns([Turn])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .turns(let turns): try container.encode(turns)
            }
        }
    }

    /// Where an output comes from. The settings are JSON in a text, so that all lines have the same columns.
    struct Source: Encodable {
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

    private enum CodingKeys: String, CodingKey {
        case caseID = "case"
        case prompt, chosen, rejected, completion, completions, messages, label, scores, margin, verdicts, voters
        case probability
        case chosenFrom = "chosen_from"
        case rejectedFrom = "rejected_from"
        case completionFrom = "completion_from"
        case completionsFrom = "completions_from"
    }
}
