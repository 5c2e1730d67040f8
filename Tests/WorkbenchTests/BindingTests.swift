import Testing

@testable import Workbench

/// The table of keys.
@Suite struct BindingTests {
    @Test(arguments: Pane.allCases)
    func `no action of a pane has only keys that others take first`(pane: Pane) {
        let holding = Binding.all.filter { $0.holds(in: pane, isTyping: false) }
        for action in Set(holding.map(\.action)) {
            let keys = holding.filter { $0.action == action }.flatMap(\.keys)
            let reached = keys.contains { Binding.of($0, in: pane, isTyping: false)?.action == action }
            #expect(reached, "\(action)")
        }
    }
}
