import Terminal

/// Two runs, two versions of a prompt, or some sentences, to scroll through.
struct ComparisonLayer: ComparingLayer {
    enum Command: Hashable { case scroll(Scroll), predictability(Side), close }

    static let place: String? = "In a comparison and in an evaluation's report"
    static let note = "differences are marked"
    static let keys: [LayerKey<Command>] =
        LayerKey.scrolling { .scroll($0) } + predictabilityKeys { .predictability($0) } + [
            LayerKey([Key(.escape), Key(.enter)], .close, "Back", hint: "back")
        ]

    var comparison: Comparison

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        switch command {
        case .scroll(let scroll): comparison.scroll(scroll, context.look)
        case .predictability(let side): return comparison.showPredictability(of: side)
        case .close: return [.close]
        }
        return []
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        comparison.draw(note: comparison.hasSides ? Self.note : "", context.look, on: &canvas)
        return nil
    }
}
