import Terminal

/// The focused lane's output on the whole screen. The lanes' own keys work there.
struct LaneLayer: Layer {
    enum Command: Hashable { case close }

    static let place: String? = "In a lane that fills the screen, besides the keys of lanes"
    static let keys: [LayerKey<Command>] = [LayerKey([Key(.enter), Key(.escape)], .close, "Back", hint: "back")]

    /// Returns the key that leads back. Esc first stops running lanes.
    func hints(_ context: any Context) -> [Hint] {
        [Hint(key: Key(context.isRunning ? .enter : .escape).description, text: "back")]
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] { [.closeAll] }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        guard case .key(let key) = event else { return [] }
        if key.code == .escape, context.isRunning { return nil }
        return press(key, context)
    }

    /// Draws nothing: the lane itself is drawn.
    func draw(on canvas: inout Canvas, _ context: any Context) -> Position? { nil }
}
