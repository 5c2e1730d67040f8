/// The layers over the panes. The last one is on top: it is seen and gets the keys.
struct LayerStack: Sendable {
    private(set) var all: [any Layer] = []

    var isEmpty: Bool { all.isEmpty }
    var top: (any Layer)? { all.last }

    /// The layer that the top one stands over.
    var belowTop: (any Layer)? { all.dropLast().last }
    /// Whether the top layer's keys are listed, so that the palette may have them too.
    var isListed: Bool { top.map { type(of: $0).place != nil } ?? false }

    mutating func push(_ layer: some Layer) { all.append(layer) }

    /// Removes the top layer; the one below is seen again.
    mutating func pop() { _ = all.popLast() }

    mutating func clear() { all = [] }

    /// Returns the topmost layer of a kind, which may be below a question; nil if there is none.
    func nearest<L: Layer>(_ kind: L.Type) -> L? { all.last { $0 is L } as? L }

    /// Changes the topmost layer of a kind; false if there is none.
    mutating func update<L: Layer>(_ kind: L.Type, _ body: (inout L) -> Void) -> Bool {
        guard let index = all.lastIndex(where: { $0 is L }), var layer = all[index] as? L else { return false }
        body(&layer)
        all[index] = layer
        return true
    }

    /// Passes an event to the top layer; nil if that passes a key on, or if there is no layer.
    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        guard !all.isEmpty else { return nil }
        return all[all.count - 1].receive(event, context)
    }

    /// Passes an event to every layer, the lowest first.
    mutating func receiveInAll(_ event: LayerEvent, _ context: any Context) -> [Request] {
        all.indices.flatMap { all[$0].receive(event, context) ?? [] }
    }
}
