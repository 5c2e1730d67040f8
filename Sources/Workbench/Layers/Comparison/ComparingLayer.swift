import Terminal

/// A layer that shows two things beside each other.
protocol ComparingLayer: Layer {
    var comparison: Comparison { get set }
    /// What its frame says about the marks.
    static var note: String { get }
}

extension ComparingLayer {
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
