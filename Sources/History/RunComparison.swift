import Foundation
import Lanes
import Sampling

/// The differences between two runs: in their requests, in what they ran on, and in their outputs.
package struct RunComparison: Sendable, Hashable, Codable {
    /// A value that differs; nil on the side that has none.
    package struct Difference: Sendable, Hashable, Codable {
        /// The name of the value: a setting as prompt files spell it, or another property.
        package var name: String
        /// The first run's value.
        package var first: String?
        /// The second run's value.
        package var second: String?
    }

    /// A lane of each run, to be compared; one of them is nil if the other run has no lane for it.
    package struct LanePair: Sendable, Hashable {
        /// The first run's lane.
        package var first: LaneRecord?
        /// The second run's lane.
        package var second: LaneRecord?
        /// What differs besides the sent and generated texts.
        package var differences: [Difference]

        /// True if all outputs are the same, byte for byte, and call the same tools.
        package var isSameText: Bool {
            guard let first, let second else { return false }
            return first.result.samples.map(Self.said) == second.result.samples.map(Self.said)
        }

        /// Returns a text, and the calls of tools that a server sends beside it.
        private static func said(_ sample: SampleResult) -> [String] { [sample.text] + sample.calls.map(\.text) }

        /// True if the same texts were sent.
        package var isSamePrompt: Bool {
            first?.result.samples.first?.stages.map(\.prompt)
                == second?.result.samples.first?.stages.map(\.prompt)
        }
    }

    /// What differs in the runs themselves.
    package var differences: [Difference]
    /// The pairs of lanes: by name if both runs have a lane of the name, the others in their order.
    package var lanes: [LanePair]
    /// True if the prompts' files have the same text and the same values were given.
    package var isSamePrompt: Bool

    /// Compares two runs.
    package init(_ first: RunRecord, _ second: RunRecord) {
        isSamePrompt = first.prompt.text == second.prompt.text && first.prompt.variables == second.prompt.variables
        let names = Set(first.prompt.variables.keys).union(second.prompt.variables.keys).sorted()
        differences = Self.differing(
            [
                ("prompt", first.prompt.name, second.prompt.name), ("mode", first.mode, second.mode),
                ("lathe", first.machine.lathe, second.machine.lathe),
                ("processor", first.machine.processor, second.machine.processor),
                ("threads", "\(first.machine.threads)", "\(second.machine.threads)"),
            ] + names.map { ("{{\($0)}}", first.prompt.variables[$0], second.prompt.variables[$0]) })
        lanes = Self.pairs(first.lanes, second.lanes).map { first, second in
            LanePair(first: first, second: second, differences: Self.differences(first, second))
        }
    }

    private static func pairs(_ first: [LaneRecord], _ second: [LaneRecord]) -> [(LaneRecord?, LaneRecord?)] {
        places(first.map(\.name), second.map(\.name)).map { pair in
            (pair.first.map { first[$0] }, pair.second.map { second[$0] })
        }
    }

    /// Returns the places of lanes to compare: by name if both have the name, the others in their order.
    static func places(_ first: [String], _ second: [String]) -> [(first: Int?, second: Int?)] {
        let shared = Set(first).intersection(second)
        var others = second.indices.filter { !shared.contains(second[$0]) }[...]
        var pairs: [(first: Int?, second: Int?)] = first.indices.map { lane in
            shared.contains(first[lane]) ? (lane, second.firstIndex(of: first[lane])) : (lane, others.popFirst())
        }
        pairs += others.map { (nil, $0) }
        return pairs
    }

    private static func differences(_ first: LaneRecord?, _ second: LaneRecord?) -> [Difference] {
        guard let first, let second else { return [] }
        let properties: [(String, String?, String?)] = [
            ("name", first.name, second.name),
            ("technique", first.technique.rawValue, second.technique.rawValue),
            ("layout", first.layout.rawValue, second.layout.rawValue),
            ("samples", "\(first.request.samples)", "\(second.request.samples)"),
            ("model", first.model.name, second.model.name), ("sha256", first.model.sha256, second.model.sha256),
            ("projector", first.request.prompt.chat.projector, second.request.prompt.chat.projector),
            ("context", "\(first.model.contextLength)", "\(second.model.contextLength)"),
            ("build", first.model.build, second.model.build),
            ("server", first.model.server?.url, second.model.server?.url),
        ]
        let settings = SettingsKey.allCases.map { key in (key.rawValue, value(of: key, first), value(of: key, second)) }
        return differing(properties + settings)
    }

    /// Returns a setting's value, or `not sent` if the lane's server wasn't sent it.
    private static func value(of key: SettingsKey, _ lane: LaneRecord) -> String? {
        lane.lacking.contains(key) ? "not sent" : key.setting.text(of: lane.settings[key])
    }

    /// Returns the values that differ.
    static func differing(_ values: [(String, String?, String?)]) -> [Difference] {
        values.filter { $0.1 != $0.2 }.map { Difference(name: $0.0, first: $0.1, second: $0.2) }
    }
}

extension RunComparison.LanePair: Codable {
    private enum Key: CodingKey {
        case first, second, differences, isSameText
    }

    /// Reads an object. Whether the texts are the same follows from the lanes.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        first = try values.decodeIfPresent(LaneRecord.self, forKey: .first)
        second = try values.decodeIfPresent(LaneRecord.self, forKey: .second)
        differences = try values.decode([RunComparison.Difference].self, forKey: .differences)
    }

    /// Writes an object.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(first, forKey: .first)
        try values.encode(second, forKey: .second)
        try values.encode(differences, forKey: .differences)
        try values.encode(isSameText, forKey: .isSameText)
    }
}
