import Foundation
import Testing

extension ScreenTests {
    /// What a model says is shown, never obeyed.
    @Suite struct HostileModel {
        /// The starter model's tokens of single bytes: ESC, c, NUL, BEL, CR, and halves of characters (C3, F0).
        private static let bytes = [212, 83, 190, 195, 201, 142, 187]

        @Test func `escape sequences, NULs and broken UTF-8 from a model leave the screen whole`() throws {
            let window = try Window()
            let bias = Self.bytes.map { "\($0): 1000" }.joined(separator: ", ")
            // Nothing but these tokens, all equally likely: soon there is ESC c, which resets a terminal.
            let file = try window.home.file(
                "hostile.prompt.yaml",
                """
                input: Say something.
                modelParameters:
                  { maxTokens: 60, temperature: 100, topK: \(Self.bytes.count), topP: 1, minP: 0, logitBias: { \(bias) } }
                lanes: [{ name: A, modelParameters: { seed: 1 } }, { name: B, modelParameters: { seed: 2 } }]

                """)
            try window.open(file)
            let shown = try window.waitForLanes()
            #expect(shown.count(" 60 tok · ") == 2)
            for sign in ["␛c", "␀", "␇", "\u{FFFD}"] { #expect(shown.contains(sign)) }
            // The chart names them too.
            #expect(!shown.contains(#/│ #[0-9]/#))
            shown.expectWhole(title: "hostile.prompt.yaml", rows: 40)
            #expect(try window.value(of: "#{alternate_on} #{window_bell_flag}") == "1 0")
            try window.quit()
            try window.expectRestored()
        }
    }
}
