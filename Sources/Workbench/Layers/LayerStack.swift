/// The layers over the panes, the last one on top; it gets the keys and is seen.
struct LayerStack: Sendable {
    private(set) var all: [any Layer] = []

    var isEmpty: Bool { all.isEmpty }
    var top: (any Layer)? { all.last }

    mutating func push(_ layer: some Layer) { all.append(layer) }

    /// Takes the top layer away; the one below it is seen again.
    mutating func pop() { _ = all.popLast() }

    mutating func clear() { all = [] }

    /// Returns the nearest layer of a kind, also below a question.
    func nearest<L: Layer>(_ kind: L.Type) -> L? { all.last { $0 is L } as? L }

    /// Changes the nearest layer of a kind; false if there is none.
    mutating func update<L: Layer>(_ kind: L.Type, _ body: (inout L) -> Void) -> Bool {
        guard let index = all.lastIndex(where: { $0 is L }), var layer = all[index] as? L else { return false }
        body(&layer)
        all[index] = layer
        return true
    }

    /// Lets the top layer take an event; nil if it lets a key through or there is none.
    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        guard !all.isEmpty else { return nil }
        return all[all.count - 1].receive(event, context)
    }

    /// Lets every layer take an event, the lowest first.
    mutating func receiveInAll(_ event: LayerEvent, _ context: any Context) -> [Request] {
        all.indices.flatMap { all[$0].receive(event, context) ?? [] }
    }
}
