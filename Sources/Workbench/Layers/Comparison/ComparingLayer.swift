import Terminal

/// A layer that shows two things beside each other.
protocol ComparingLayer: Layer {
    var comparison: Comparison { get set }
    /// What its frame says about the marks.
    static var note: String { get }
}

extension ComparingLayer {
    /// Returns the keys that show how predictable a text is.
    static func predictabilityKeys(_ command: (Side) -> Command) -> [LayerKey<Command>] {
        [
            LayerKey([Key("p"), .alt("p")], command(.left), "How predictable the left text is"),
            LayerKey([Key("P")], command(.right), "How predictable the right text is"),
        ]
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        guard case .resized = event else { return receiveByKeys(event, context) }
        comparison.fit(context.look)
        return []
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        comparison.draw(note: Self.note, context.look, on: &canvas)
        return nil
    }
}

extension Comparison {
    /// Shows how predictable the text on a side is that stands highest on the screen.
    func showPredictability(of side: Side) -> [Request] {
        guard let text = text(on: side) else { return [.say("There are no texts side by side here.")] }
        return [.showPredictability(of: text, "the \(side == .left ? "left" : "right") text")]
    }
}
