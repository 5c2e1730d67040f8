import Lanes
import Terminal
import Testing

@testable import Workbench

/// Measuring, adding and removing in the list of models.
@Suite struct ModelWorkTests {
    private static let memory = MemoryUse(used: 200_000_000, available: 4_000_000_000, total: 8_000_000_000)

    /// A list in which Gemma's file can be deleted, the starter model's isn't Lathe's, and the first one is broken.
    private static var entries: [ModelEntry] {
        var entries = ModelEntry.all
        entries[0].removal = .link
        entries[1].removal = .file(bytes: 253_000_000)
        entries[2].removal = .refused("It is in a folder of Ollama: remove it there.")
        return entries
    }

    /// The list is open, and the cursor on what these words find.
    private func pilot(on words: String, columns: Int = 140, rows: Int = 40) -> Pilot {
        var pilot = Pilot(columns: columns, rows: rows, isLive: false)
        pilot.press("Alt-l")
        pilot.report(.models(.modelsListed(Self.entries, Self.memory)))
        pilot.type(words)
        pilot.forget()
        return pilot
    }

    private let figures = BenchmarkFigures(
        threads: 2, loadSeconds: 0.314, prompt: 512.4, oneLane: 39.2, fourLanes: 98.6, memory: 367_000_000)

    // MARK: measuring

    @Test func `a benchmark runs behind the list, and its figures stay with the model`() {
        var pilot = pilot(on: "gem")
        pilot.press("Alt-b")
        #expect(pilot.effects == [.models(.measure(number: 1, path: "models/gemma.gguf", idle: []))])
        #expect(pilot.sees("Benchmark of gemma-3-270m-q4_k_m: loading"))
        #expect(pilot.sees("stop benchmark"))
        pilot.report(.models(.benchmark(number: 1, .progress("generating in four lanes"))))
        #expect(pilot.sees("generating in four lanes"))
        pilot.report(.models(.benchmark(number: 1, .measured(figures))))
        for words in [
            "Measured: prompt 512 tokens/s, one lane 39 tokens/s, four lanes 99 tokens/s together, load 0.31 s",
            "367 MB",
        ] {
            #expect(pilot.sees(words), "\(pilot.screen)")
        }
        #expect(!pilot.sees("Something else was computing"))
        pilot.press("Esc Alt-l")
        pilot.report(.models(.modelsListed(Self.entries, Self.memory)))
        #expect(!pilot.sees("512 tokens/s"))
        pilot.press("Up")
        #expect(pilot.sees("512 tokens/s"))
    }

    @Test func `a benchmark waits until the lanes have ended, and runs beside lanes are told`() {
        var pilot = pilot(on: "gem")
        pilot.press("Esc F5")
        pilot.begin("cool")
        pilot.press("Alt-l")
        pilot.report(.models(.modelsListed(Self.entries, Self.memory)))
        pilot.type("gem")
        pilot.forget()
        pilot.press("Alt-b")
        #expect(pilot.effects.isEmpty)
        #expect(pilot.sees("waits until nothing else computes"))
        pilot.finish(["cool": "Negative", "warm": "Negative"])
        #expect(pilot.effects.contains(.models(.measure(number: 1, path: "models/gemma.gguf", idle: []))))
        pilot.press("Esc F5")
        pilot.finish(["cool": "Negative", "warm": "Negative"])
        pilot.report(.models(.benchmark(number: 1, .measured(figures))))
        #expect(pilot.sees("gemma-3-270m-q4_k_m: prompt 512 tokens/s"))
        #expect(pilot.sees("Something else was computing too"))
    }

    @Test func `the same key stops a benchmark, whether it has begun or waits`() {
        var pilot = pilot(on: "gem")
        pilot.press("Alt-b Alt-b")
        #expect(pilot.effects.last == .models(.stopMeasuring))
        pilot.report(.models(.benchmark(number: 1, .stopped)))
        #expect(pilot.sees("The benchmark was stopped."))
        #expect(!pilot.sees("Benchmark of"))
        pilot.press("Esc F5")
        pilot.begin("cool")
        pilot.press("Alt-l")
        pilot.report(.models(.modelsListed(Self.entries, Self.memory)))
        pilot.forget()
        pilot.press("Alt-b Alt-b")
        #expect(pilot.sees("The benchmark was cancelled."))
        pilot.finish(["cool": "Negative", "warm": "Negative"])
        #expect(!pilot.effects.contains { if case .models(.measure) = $0 { true } else { false } })
    }

    @Test func `what can't be measured says why, and a failure is told`() {
        var pilot = pilot(on: "broken")
        pilot.press("Alt-b")
        #expect(pilot.sees("It ends in its header."))
        #expect(pilot.effects.isEmpty)
        pilot.press("^U")
        pilot.type("gem")
        pilot.press("Alt-b")
        pilot.report(.models(.benchmark(number: 1, .failed("There is no room for it."))))
        #expect(pilot.sees("There is no room for it."))
        var server = self.pilot(on: "")
        server.report(.models(.modelsListed([ModelEntry(name: "ours", path: "server ours", description: nil)], nil)))
        server.press("Alt-b")
        #expect(server.sees("It is a server. A benchmark measures only this machine."))
    }

    // MARK: adding

    @Test(arguments: ["hf:OWNER/REPO/FILE.gguf", "https://example.org/a.gguf", "~/Downloads/a.gguf", "b.gguf"])
    func `what is typed and no model is called is added by Enter`(_ word: String) {
        var pilot = pilot(on: word)
        #expect(pilot.sees("Enter "))
        #expect(pilot.footer.contains("Enter add"))
        pilot.press("Enter")
        #expect(pilot.effects == [.models(.addModel(number: 1, word))])
        #expect(pilot.state.composer.prompt.model == nil)
    }

    @Test func `a fetch shows how far it is and is stopped by its key, and what was typed comes back`() {
        var pilot = pilot(on: "hf:a/b/c.gguf\n")
        pilot.report(.models(.addition(number: 1, .progress("45 MB of 98 MB · 12.3 MB/s · 4 s left", 0.46))))
        #expect(pilot.sees("│ c.gguf: ━━━━────── 45 MB of 98 MB · 12.3 MB/s · 4 s left"))
        #expect(pilot.sees("SmolLM2-135M-Instruct  llama"))
        pilot.type("hf:d/e/f.gguf\n")
        #expect(pilot.sees("c.gguf comes first; Alt-s stops it."))
        pilot.press("^U Alt-s")
        #expect(pilot.effects.last == .models(.stopAdding))
        pilot.report(
            .models(
                .addition(
                    number: 1, .stopped("Stopped. 45 MB of 98 MB are kept, and the next fetch continues from there."))))
        #expect(pilot.sees("45 MB of 98 MB are kept"))
        #expect(pilot.sees("> hf:a/b/c.gguf"))
        pilot.press("Enter")
        #expect(pilot.effects.last == .models(.addModel(number: 2, "hf:a/b/c.gguf")))
        // What is left of the first one says nothing any more.
        pilot.report(.models(.addition(number: 1, .failed("old"))))
        #expect(!pilot.sees("old"))
    }

    @Test func `a model that was added is selected, and lanes without a model try again`() {
        var pilot = Pilot(hasModel: false)
        pilot.report(.engine(.model(nil, .failed("There are no models."))))
        pilot.press("Alt-l")
        pilot.report(.models(.modelsListed([], Self.memory)))
        #expect(pilot.sees("There are no models yet: type smollm2, and Enter fetches it."))
        pilot.type("smollm2")
        #expect(pilot.sees("Enter fetches SmolLM2-135M-Instruct.Q4_1.gguf, 93 MB."))
        pilot.press("Enter")
        pilot.forget()
        pilot.report(.models(.addition(number: 1, .added(name: "SmolLM2-135M-Instruct", notice: "It is there."))))
        #expect(pilot.effects.contains(.engine(.loadModel(nil, idle: []))))
        #expect(pilot.effects.contains(.models(.listModels)))
        pilot.report(.models(.modelsListed(Self.entries, Self.memory)))
        #expect(pilot.sees("It is there."))
        pilot.press("Enter")
        #expect(pilot.state.composer.prompt.model == "SmolLM2-135M-Instruct")
    }

    @Test func `an error names itself in the list, also when that was closed meanwhile`() {
        var pilot = pilot(on: "/nowhere/x.gguf\n")
        pilot.press("Esc")
        pilot.report(.models(.addition(number: 1, .failed("There is no file at /nowhere/x.gguf."))))
        #expect(pilot.sees("There is no file at /nowhere/x.gguf."))
        pilot.press("Alt-l")
        pilot.report(.models(.modelsListed(Self.entries, Self.memory)))
        #expect(pilot.sees("> /nowhere/x.gguf"))
        #expect(pilot.sees("There is no file at /nowhere/x.gguf."))
        pilot.press("Esc Alt-l")
        pilot.report(.models(.modelsListed(Self.entries, Self.memory)))
        #expect(!pilot.sees("/nowhere"))
    }

    @Test func `the end of a long path is seen where it is typed`() {
        var pilot = pilot(on: "", columns: 80, rows: 24)
        pilot.type("/" + String(repeating: "folder/", count: 15) + "the-end.gguf")
        #expect(pilot.sees("the-end.gguf"))
        #expect(pilot.frame.cursor?.row == pilot.place(of: "the-end.gguf")?.row)
    }

    @Test func `an address can be pasted`() {
        var pilot = pilot(on: "")
        pilot.paste("https://example.org/a.gguf\n")
        pilot.press("Enter")
        #expect(pilot.effects == [.models(.addModel(number: 1, "https://example.org/a.gguf"))])
    }

    @Test func `words that no model has and that can't be a place add nothing`() {
        var pilot = pilot(on: "quick brown")
        #expect(pilot.sees("no model contains these words"))
        pilot.press("Enter Alt-s")
        #expect(pilot.effects.isEmpty)
        #expect(pilot.sees("No model is being added."))
    }

    // MARK: removing

    @Test func `a file is deleted after one question, and Esc keeps it`() {
        var pilot = pilot(on: "gem")
        pilot.press("Alt-r")
        #expect(pilot.sees("Remove gemma-3-270m-q4_k_m?"))
        #expect(pilot.sees("253 MB are deleted for good. This can't be undone."))
        pilot.press("Enter")
        #expect(pilot.sees("Remove gemma-3-270m-q4_k_m?"))
        pilot.press("Esc")
        #expect(pilot.effects.isEmpty)
        #expect(pilot.sees("models · for all lanes"))
        pilot.press("Alt-r d")
        #expect(pilot.effects == [.models(.removeModel(path: "models/gemma.gguf"))])
        pilot.report(.models(.modelsChanged(notice: "Removed models/gemma.gguf (253 MB).")))
        #expect(pilot.sees("Removed models/gemma.gguf (253 MB)."))
        #expect(pilot.effects.last == .models(.listModels))
    }

    @Test func `a list that comes while it is asked goes below the question`() {
        var pilot = pilot(on: "gem")
        pilot.press("Alt-r")
        pilot.report(.models(.modelsListed(Self.entries, Self.memory)))
        #expect(pilot.sees("Remove gemma-3-270m-q4_k_m?"))
        pilot.press("d")
        #expect(pilot.effects == [.models(.removeModel(path: "models/gemma.gguf"))])
    }

    @Test func `other programs' models, and those that lanes are on, aren't removed`() {
        var pilot = pilot(on: "smol")
        pilot.press("Alt-r")
        #expect(pilot.sees("It is in a folder of Ollama: remove it there."))
        var entries = Self.entries
        entries[2].removal = .file(bytes: 98_000_000)
        pilot.report(.models(.modelsListed(entries, Self.memory)))
        pilot.press("Alt-r")
        #expect(pilot.sees("Lane cool uses it. Choose another model for the lane first."))
        #expect(pilot.effects.isEmpty)
    }

    @Test func `a model in memory is unloaded before it is removed, and one that is measured stays`() {
        var pilot = pilot(on: "gem")
        pilot.press("Alt-b Alt-r")
        #expect(pilot.sees("It is being measured. Alt-b stops the benchmark."))
        pilot.report(.models(.benchmark(number: 1, .stopped)))
        pilot.press("Enter")
        pilot.report(.engine(.model("gemma-3-270m-q4_k_m", .ready(.gemma))))
        pilot.press("Alt-l")
        var entries = Self.entries
        entries[2].removal = .file(bytes: 98_000_000)
        entries[2].isDefault = true
        pilot.report(.models(.modelsListed(entries, Self.memory)))
        #expect(pilot.sees("default · in memory"))
        pilot.press("Down")
        pilot.forget()
        pilot.press("Alt-r")
        #expect(pilot.sees("It is unloaded from memory first."))
        #expect(pilot.sees("It is the default model"))
        pilot.press("d")
        #expect(
            pilot.effects == [
                .engine(.unloadModel(path: "models/smollm2.gguf")), .models(.removeModel(path: "models/smollm2.gguf")),
            ])
    }

    @Test func `of a link only the link goes, also where its file is broken`() {
        var pilot = pilot(on: "broken")
        pilot.press("Alt-r")
        #expect(pilot.sees("Only the link is removed; the file that it points to stays."))
        pilot.press("d")
        #expect(pilot.effects == [.models(.removeModel(path: "models/broken.gguf"))])
    }

    @Test(arguments: [60, 80, 140]) func `the last rows name all that can be done to a model`(_ columns: Int) {
        let pilot = pilot(on: "gem", columns: columns, rows: 24)
        let rows = pilot.lines.suffix(2).joined()
        for key in [
            "Enter use", "Tab ", "Alt-b benchmark", "Alt-d make default", "Del unload", "Alt-r remove", "Esc back",
        ] {
            #expect(rows.contains(key), "\(pilot.screen)")
        }
    }
}
