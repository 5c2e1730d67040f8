import Foundation
import Library
import TestServers
import Testing

extension ScreenTests {
    /// What the list of models does besides loading them, with real files.
    @Suite struct ModelList {
        private func window(columns: Int = 140, rows: Int = 40) throws -> Window {
            let home = try Home()
            try home.ownModels()
            let window = try Window(columns: columns, rows: rows, home: home)
            try window.open(try home.smallPrompt(maxTokens: 2))
            // One pane alone shows no more of the lanes than how they go.
            try window.wait("a loaded model") { $0.contains(#/ mine .*live/#) && !$0.contains("loading") }
            if columns > 100 { try window.waitForLanes() }
            try window.press("M-l")
            try window.wait(for: "models · for all lanes", "in use")
            return window
        }

        private func names(_ home: Home) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: home.models).filter { $0.hasSuffix(".gguf") }.sorted()
        }

        @Test func `a file is added as a link, and removed without the file`() throws {
            let window = try window(columns: 80, rows: 24)
            try FileManager.default.copyItem(atPath: Home.starter, toPath: window.home.folder + "/other.gguf")
            try window.type("\(window.home.folder)/nowhere.gguf")
            try window.press("Enter")
            try window.wait(for: "There is no file at")
            try window.press("C-u")
            try window.paste("\(window.home.folder)/other.gguf")
            try window.wait(for: "Enter adds a link to this file.")
            try window.press("Enter")
            try window.wait(for: "other is among the models now: Enter uses it.")
            try window.wait("both files") { $0.contains(#/mine +llama/#) && $0.contains(#/other +llama/#) }
            #expect(try names(window.home) == ["mine.gguf", "other.gguf"])
            try window.press("M-r")
            try window.wait(for: "Remove other?", "Only the link is removed")
            try window.press("d")
            try window.wait(for: "Removed ", "(a link; the file stays).")
            #expect(try names(window.home) == ["mine.gguf"])
            #expect(FileManager.default.fileExists(atPath: window.home.folder + "/other.gguf"))
        }

        @Test func `a file that lanes are on stays, and one that none is on is deleted after a question`() throws {
            let window = try window()
            try window.press("M-r")
            try window.wait(for: "Lane A uses it. Choose another model for the lane first.")
            try FileManager.default.copyItem(atPath: Home.starter, toPath: window.home.models + "/second.gguf")
            try window.press("Escape")
            try window.wait("the panes") { !$0.contains("models · for all lanes") }
            try window.press("M-l")
            try window.wait(for: "second")
            try window.type("second")
            try window.press("M-r")
            try window.wait(for: "Remove second?", "98 MB are deleted for good. This can't be undone.")
            try window.press("Escape")
            try window.wait(for: "> second")
            #expect(try names(window.home) == ["mine.gguf", "second.gguf"])
            try window.press("M-r", "d")
            try window.wait(for: "Removed ", "(98 MB).")
            #expect(try names(window.home) == ["mine.gguf"])
        }

        @Test func `a model is measured, and its figures are there when the list is opened again`() throws {
            let window = try window()
            try window.press("M-b")
            try window.wait(for: "Benchmark of mine: ", "stop benchmark")
            try window.press("M-b")
            try window.wait(for: "The benchmark was stopped.")
            try window.press("M-b", "Escape")
            let told = try window.wait("the figures", within: 60) { $0.contains(#/mine: prompt [1-9]\d* tokens/s/#) }
            #expect(!told.contains("Something else was computing"))
            try window.press("M-l")
            try window.wait("the figures in the list") {
                $0.contains(#/Measured: prompt [1-9]\d* tokens/s, one lane [1-9]\d* tokens/s/#)
            }
            try window.press("Escape")
            try window.wait("the panes") { !$0.contains("models · for all lanes") }
            try window.quit()
        }

        @Test func `a model is fetched with its progress, stopped, and fetched to its end`() throws {
            let window = try window()
            let server = try TestServer("files.py", arguments: [Home.models])
            let file = URL(filePath: Home.starter).lastPathComponent
            try window.type("\(server.address)/slow/\(file)")
            try window.wait(for: "Enter downloads this file.")
            try window.press("Enter")
            try window.wait("the speed") { $0.contains(#/MB of 98 MB · [\d.]+ MB/s · \d+ (s|min)/#) }
            try window.press("M-s")
            try window.wait(for: "are kept, and the next fetch continues from there.", "> \(server.address)/slow")
            try window.press("C-u")
            try window.type("\(server.address)/drops/\(file)")
            try window.press("Enter")
            try window.wait(for: "is among the models now: Enter uses it.", within: 60)
            #expect(try names(window.home) == [file, "mine.gguf"])
            try window.press("C-u")
            try window.type("\(server.address)/gone/x.gguf")
            try window.press("Enter")
            try window.wait(for: "x.gguf couldn't be fetched", "> \(server.address)/gone/x.gguf")
        }
    }
}
