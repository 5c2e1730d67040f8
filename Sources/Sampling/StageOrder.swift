/// The order in which the stages of the funnel are applied: one of the presets, or a list. A stage that isn't in the list
/// has no effect.
package struct StageOrder: Sendable, Hashable, CaseIterable {
    /// The stages in this order, without those that have their fixed places: the biases first, mirostat instead of all.
    package let listed: [FunnelStage]

    /// The order of llama.cpp (`common/common.h`).
    package static let llamaCpp = StageOrder(
        preset: [.penalties, .dry, .topNSigma, .topK, .typicalP, .topP, .minP, .xtc, .temperature, .adaptiveP])
    /// The order of Hugging Face's transformers (`_get_logits_processor`). Stages that transformers doesn't have stand
    /// where its authors' patches put them: what changes logits first, what cuts by probability last.
    package static let huggingFace = StageOrder(
        preset: [.penalties, .dry, .temperature, .topNSigma, .topK, .topP, .minP, .typicalP, .xtc, .adaptiveP])
    /// The order of KoboldCpp (`SampleLogits`).
    package static let koboldCpp = StageOrder(
        preset: [.dry, .penalties, .topK, .typicalP, .topP, .minP, .temperature, .topNSigma, .xtc, .adaptiveP])

    private static let names = [(llamaCpp, "llama.cpp"), (huggingFace, "hugging-face"), (koboldCpp, "koboldcpp")]

    /// The presets.
    package static var allCases: [StageOrder] { names.map(\.0) }

    /// The stages that an order lists.
    package static let listable: [FunnelStage] = llamaCpp.listed

    private init(preset: [FunnelStage]) { listed = preset }

    /// Compares the lists. By the raw value, which looks for an equal preset, it would never end.
    package static func == (first: StageOrder, second: StageOrder) -> Bool { first.listed == second.listed }

    /// Hashes the list.
    package func hash(into hasher: inout Hasher) { hasher.combine(listed) }

    /// Creates an order of stages; nil if there is none, or one of them stands there twice or has a fixed place.
    package init?(_ stages: [FunnelStage]) {
        guard !stages.isEmpty, Set(stages).count == stages.count, stages.allSatisfy(Self.listable.contains) else {
            return nil
        }
        listed = stages
    }

    /// All stages that settings control, in this order; mirostat, which takes the place of others, is the last.
    package var stages: [FunnelStage] { [.logitBias] + listed + [.mirostat] }

    /// The name of the preset with this order; nil if there is none.
    package var name: String? { Self.names.first { $0.0.listed == listed }?.1 }

    /// True if the order is one of the presets.
    package var isPreset: Bool { name != nil }

    /// Returns whether a stage could be listed and isn't, so that it has no effect.
    package func leavesOut(_ stage: FunnelStage) -> Bool { Self.listable.contains(stage) && !listed.contains(stage) }

    /// Returns the order with a stage at another index of the list; the others keep theirs among themselves. A stage
    /// that wasn't listed comes in.
    package func moving(_ stage: FunnelStage, to index: Int) -> StageOrder {
        var stages = listed.filter { $0 != stage }
        stages.insert(stage, at: min(max(0, index), stages.count))
        return StageOrder(stages) ?? self
    }

    /// Returns the order without a stage.
    package func without(_ stage: FunnelStage) -> StageOrder {
        StageOrder(listed.filter { $0 != stage }) ?? self
    }
}

extension StageOrder: RawRepresentable {
    /// The preset's name, or the stages with semicolons between them.
    package var rawValue: String { name ?? listed.map(\.rawValue).joined(separator: ";") }

    /// Reads a preset's name, or stages with semicolons, commas or blanks between them; nil if it is neither.
    package init?(rawValue: String) {
        if let preset = Self.names.first(where: { $0.1 == rawValue })?.0 {
            self = preset
            return
        }
        self.init(names: rawValue.split(whereSeparator: { ";, \n\t".contains($0) }).map(String.init))
    }

    /// Reads the names of stages; nil if there is none, one is unknown or is there twice.
    package init?(names: [String]) {
        let stages = names.compactMap(FunnelStage.init)
        guard stages.count == names.count else { return nil }
        self.init(stages)
    }
}

extension StageOrder: Codable {
    /// Reads a preset's name or a list of stages.
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        let names = try? value.decode([String].self)
        let order = try names.map { StageOrder(names: $0) } ?? StageOrder(rawValue: value.decode(String.self))
        guard let order else {
            throw DecodingError.dataCorruptedError(in: value, debugDescription: "There is no such order of stages.")
        }
        self = order
    }

    /// Writes the preset's name, or a list of stages.
    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        if let name { try value.encode(name) } else { try value.encode(listed.map(\.rawValue)) }
    }
}
