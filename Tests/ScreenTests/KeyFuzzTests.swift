import Foundation
import TestRandom
import Testing

/// Keys at random, in a real terminal. `make fuzz` plays longer.
extension ScreenTests {
    @Suite struct KeyFuzzTests {
        private static let keys = [
            "Up", "Down", "Left", "Right", "Enter", "Enter", "Tab", "Tab", "Escape", "BSpace", "DC", "Home", "End",
            "PPage",
            "NPage", "F1", "F2", "F3", "F4", "F5", "F5", "C-t", "C-p", "C-o", "C-s", "C-_", "C-k", "C-v", "M-n", "M-g",
            "M-h",
            "M-l", "M-e", "M-v", "=", "-", "a", "5", ".", "x", "y", "S-Left", "C-Right", "M-a", "M-d",
        ]
        private static let texts = [
            "한국", "e\u{301}", "👨‍👩‍👧‍👦", "{{x}}", "\u{1B}[31m", "\u{1B}[<0;9999;9999M", "9999999999999999999",
        ]

        private static var rounds: Range<UInt64> {
            let share = ProcessInfo.processInfo.environment["LATHE_FUZZ"].flatMap { Double($0) } ?? 0
            return 1..<(2 + UInt64(share * 11))
        }

        @Test(arguments: Array(rounds)) func `whatever keys are pressed, the program lives and answers`(_ seed: UInt64)
            throws
        {
            let window = try Window(columns: 100, rows: 30)
            try window.open(window.home.smallPrompt())
            var random = SplitMix(seed: seed)
            for _ in 0..<60 {
                switch random.below(12) {
                case 0: try window.type(Self.texts[random.below(Self.texts.count)])
                case 1: try window.paste(Self.texts[random.below(Self.texts.count)] + "\n")
                case 2: try window.resize(columns: 1 + random.below(160), rows: 1 + random.below(50))
                default: try window.press(Self.keys[random.below(Self.keys.count)])
                }
            }
            try window.resize(columns: 100, rows: 30)
            // Still there, and still listening: it leaves when it is told to, whatever is open.
            let process = try window.processID
            #expect(kill(process, 0) == 0, "seed \(seed)")
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }?.split(separator: " ").dropFirst()
                .first
            #expect((peak.flatMap { Int($0) } ?? 0) < 1 << 20, "seed \(seed): kB of memory")
            try window.press("Escape", "Escape", "Escape")
            try window.wait("the end, seed \(seed)", within: 10) { shown in
                if shown.contains("ended with") { return true }
                // A question about unsaved work, or a layer that took the key.
                // With a pause, since Escape and a key that come at once are that key with Alt.
                try window.press("Escape")
                Thread.sleep(forTimeInterval: 0.2)
                try window.press("C-q")
                Thread.sleep(forTimeInterval: 0.2)
                return false
            }
            #expect(try window.shown.contains("ended with 0."), "seed \(seed)")
        }
    }
}
