import Synchronization
import Testing

@testable import Console

/// A table of progress on standard error.
struct ProgressTableTests {
    private final class Written: Sendable {
        let text = Mutex("")
    }

    private func written(isTerminal: Bool, _ body: (ProgressTable) -> Void) -> String {
        let written = Written()
        body(ProgressTable(isTerminal: isTerminal) { more in written.text.withLock { $0 += more } })
        return written.text.withLock { $0 }
    }

    @Test func `a terminal shows the table in one place, below what is said`() {
        let text = written(isTerminal: true) { table in
            table.show(["a", "b"])
            table.show(["c"])
            table.say("Said.")
            table.clear()
        }
        #expect(text == "a\nb\n\r\u{1B}[2A\u{1B}[Jc\n\r\u{1B}[1A\u{1B}[JSaid.\nc\n\r\u{1B}[1A\u{1B}[J")
    }

    @Test func `without a terminal tables stand below each other, and nothing is taken off`() {
        let text = written(isTerminal: false) { table in
            table.show(["a", "b"])
            table.say("Said.")
            table.show(["c"])
            table.clear()
        }
        #expect(text == "a\nb\nSaid.\nc\n")
    }
}
