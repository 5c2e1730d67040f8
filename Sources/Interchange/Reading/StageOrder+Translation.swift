import Library
import Sampling

extension FunnelStage {
    /// Finds the stage for another program's name of a sampler; nil if Lathe has none that can be moved.
    init?(sampler name: String) {
        let name = name.trimmingBlanks.lowercased()
        guard let stage = StageOrder.listable.first(where: { $0.samplers.contains(name) }) else { return nil }
        self = stage
    }
}

extension StageOrder {
    /// What a program does with the stages that its list of samplers doesn't name.
    enum Unnamed { case last, off }

    /// Returns Lathe's order for another program's list of samplers: the preset that draws the same, if there is one. Of
    /// several, the one that is most similar with all the stages on that the list decides is returned, of equals the first.
    static func translated(_ samplers: [String], unnamed: Unnamed, settings: Settings) -> StageOrder {
        var named: [FunnelStage] = []
        for sampler in samplers {
            guard let stage = FunnelStage(sampler: sampler), !named.contains(stage) else { continue }
            named.append(stage)
        }
        let others = listable.filter { !named.contains($0) }
        let isCut = unnamed == .off && others.contains { $0.isActive(settings) }
        var all = named + (unnamed == .last || !isCut ? others : [])
        // It chooses the token, wherever a program lists it.
        if let index = all.firstIndex(of: .adaptiveP) { all.append(all.remove(at: index)) }
        let same = isCut ? [] : allCases.filter { $0.conflicts(with: all, settings: settings).isEmpty }
        // What the program leaves off says nothing of an order, nor does the place that is made up here for a stage that is off
        // unless somebody asks for it.
        let telling = all.filter { named.contains($0) || unnamed == .last && !$0.isLeftOut }
        let nearest = same.min {
            $0.conflicts(with: telling, settings: nil).count < $1.conflicts(with: telling, settings: nil).count
        }
        return nearest ?? StageOrder(all) ?? .llamaCpp
    }
}

extension String {
    /// The text without blanks at both ends.
    var trimmingBlanks: String {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
