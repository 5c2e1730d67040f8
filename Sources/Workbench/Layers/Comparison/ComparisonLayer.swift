import Terminal

/// Two runs, two versions of a prompt, or some sentences, to scroll through.
struct ComparisonLayer: ComparingLayer {
    enum Command: Hashable { case scroll(Scroll), close }

    static let place: String? = "In a comparison and in an evaluation's report"
    static let note = "differences are marked"
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
}
