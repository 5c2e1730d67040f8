import Terminal

/// Two runs, two versions of a prompt, or some sentences, to scroll through.
struct ComparisonLayer: Layer {
    enum Command: Hashable { case scroll(Scroll), close }

    static let place: String? = "In a comparison, and in what an evaluation says"
    static let keys: [LayerKey<Command>] =
        LayerKey.scrolling { .scroll($0) } + [
            LayerKey([Key(.escape), Key(.enter)], .close, "Back", hint: "back")
        ]

    var comparison: Comparison

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        guard case .scroll(let scroll) = command else { return [.close] }
        comparison.scroll(scroll, context.look)
        return []
    }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        guard case .resized = event else { return receiveByKeys(event, context) }
        comparison.fit(context.look)
        return []
    }

    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? {
        comparison.draw(note: "what differs is marked", context.look, on: &canvas)
        return nil
    }
}
