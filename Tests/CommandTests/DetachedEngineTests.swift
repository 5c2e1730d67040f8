import Foundation
import Lanes
import Models
import Prompting
import Runtime
import Sampling
import Synchronization
import Testing

/// Engines in a process of their own: the built program's, and commands that aren't.
@Suite(.serialized) struct DetachedEngineTests {
    private static let path = ModelFolders.models + "/SmolLM2-135M-Instruct.Q4_1.gguf"

    private static func process() -> EngineProcess {
        EngineProcess(EngineCommand(name: "the engine", executable: Program.path, arguments: ["engine"]))
    }

    private static func engine(in process: EngineProcess = process()) async throws -> DetachedEngine {
        var options = EngineOptions()
        options.contextLength = 2048
        return try await DetachedEngine.load(path: path, options: options, in: process)
    }

    private static func request(lanes: Int = 2, tokens: Int = 24, samples: Int = 1) -> RunRequest {
        RunRequest(
            lanes: (0..<lanes).map { index in
                var settings = Settings()
                settings.maxTokens = tokens
                settings.temperature = 1.5
                settings.topK = 0
                settings.minP = 0
                settings.seed = UInt64(index)
                let text = "The keeper of lighthouse \(index % 4) wrote in his diary:"
                return LaneRequest(
                    name: "\(index)",
                    prompt: CompiledPrompt(technique: .zeroShot, body: .completion([Fragment(text, isField: false)])),
                    settings: settings, samples: samples)
            })
    }

    /// Events of a run, and its end.
    private final class Listener: Sendable {
        let events = Mutex<[RunEvent]>([])
        private let ended = DispatchSemaphore(value: 0)
        /// Called once, with the first event that it is for.
        private let trigger: Mutex<(@Sendable (RunEvent) -> Bool)?>

        init(_ trigger: (@Sendable (RunEvent) -> Bool)? = nil) {
            self.trigger = Mutex(trigger)
        }

        func take(_ event: RunEvent) {
            events.withLock { $0.append(event) }
            trigger.withLock { trigger in
                if let isDone = trigger, isDone(event) { trigger = nil }
            }
            if case .finished = event { ended.signal() }
        }

        func summary() throws -> RunSummary {
            #expect(ended.wait(timeout: .now() + 60) == .success, "the run didn't end")
            guard case .finished(let summary) = events.withLock({ $0.last }) else { throw Failed() }
            return summary
        }

        struct Failed: Error {}
    }

    @Test func `a run in another process gives the texts of one in this process`() async throws {
        var options = EngineOptions()
        options.contextLength = 2048
        let here = try await LlamaEngine.load(path: Self.path, options: options)
        let there = try await Self.engine()
        defer { there.shutDown() }
        let request = Self.request(lanes: 3)
        let (first, second) = (await here.start(request).summary(), await there.start(request).summary())
        here.shutDown()
        #expect(first.lanes.map(\.samples) == second.lanes.map(\.samples))
        #expect(first.lanes.map(\.usage) == second.lanes.map(\.usage))
        #expect(there.hasChatTemplate && there.contextLength == 2048)
    }

    @Test func `what is rendered, the next token and the texts of tokens are the same as in this process`() async throws
    {
        var options = EngineOptions()
        options.contextLength = 2048
        let here = try await LlamaEngine.load(path: Self.path, options: options)
        defer { here.shutDown() }
        let there = try await Self.engine()
        defer { there.shutDown() }
        let prompt = Self.request().lanes[0].prompt
        #expect(try here.render(prompt) == there.render(prompt))
        let (first, second) = (try await here.next(prompt, mode: .strict), try await there.next(prompt, mode: .strict))
        #expect(first.history == second.history)
        #expect(first.row.logSumExp == second.row.logSumExp && first.row.isComplete && second.row.isComplete)
        #expect(Array(first.row.candidates) == Array(second.row.candidates))
        let tokens = first.row.candidates.prefix(300).map(\.id)
        #expect(here.texts(of: tokens) == there.texts(of: tokens))
    }

    @Test func `an error in the other process is the same error here`() async throws {
        await #expect(throws: EngineError.self) {
            try await DetachedEngine.load(path: "/nowhere.gguf", in: Self.process())
        }
        let engine = try await Self.engine()
        defer { engine.shutDown() }
        let long = CompiledPrompt(
            technique: .zeroShot, body: .completion([Fragment(String(repeating: "word ", count: 4000), isField: true)]))
        await #expect(throws: EngineError.promptTooLong(tokens: 4001, context: 2048)) {
            try await engine.next(long, mode: .fast)
        }
    }

    @Test func `likelihoods of texts are the same as in this process`() async throws {
        var options = EngineOptions()
        options.contextLength = 2048
        let here = try await LlamaEngine.load(path: Self.path, options: options)
        let there = try await Self.engine()
        defer { there.shutDown() }
        let prompt = Self.request(lanes: 1).lanes[0].prompt
        let request = LikelihoodRequest(behind: prompt, ["The sea was calm", "Storm", "A ship"], mode: .strict)
        let found = try await there.likelihoods(request)
        #expect(try await here.likelihoods(request) == found)
        #expect(found.count == 3 && found.allSatisfy { $0.logProbability.isFinite })
        here.shutDown()
    }

    @Test(arguments: [SIGILL, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGKILL])
    func `a signal costs the lanes under way, which keep their texts, and the next run works`(_ signal: Int32)
        async throws
    {
        let engine = try await Self.engine()
        defer { engine.shutDown() }
        let process = try #require(engine.process)
        let listener = Listener { event in
            guard case .text(_, _, _, let text, _) = event, !text.isEmpty else { return false }
            kill(process, signal)
            return true
        }
        _ = engine.start(Self.request(tokens: 400), report: listener.take)
        let summary = try listener.summary()
        #expect(summary.lanes.count == 2 && !summary.isCancelled)
        for lane in summary.lanes {
            guard case .engineLost(_, let reason) = lane.error else {
                Issue.record("lane \(lane.name) has the error \(String(describing: lane.error))")
                continue
            }
            #expect(!reason.isEmpty)
        }
        #expect(summary.lanes.contains { !$0.samples[0].text.isEmpty })
        let next = await engine.start(Self.request()).summary()
        #expect(next.lanes.allSatisfy { $0.error == nil && !$0.samples[0].text.isEmpty })
        #expect(engine.process != process)
    }

    @Test func `lanes that had not begun go on in a new process`() async throws {
        let engine = try await Self.engine()
        defer { engine.shutDown() }
        let process = try #require(engine.process)
        let listener = Listener { event in
            guard case .text = event else { return false }
            kill(process, SIGSEGV)
            return true
        }
        // More than are under way at once.
        var request = Self.request(lanes: 20, tokens: 8)
        request.parallel = 4
        _ = engine.start(request, report: listener.take)
        let summary = try listener.summary()
        #expect(summary.lanes.count == 20)
        #expect(summary.lanes.map(\.name) == (0..<20).map { "\($0)" })
        let failed = summary.lanes.filter { $0.error != nil }
        #expect((1...4).contains(failed.count), "\(failed.map(\.name))")
        #expect(summary.lanes.filter { $0.error == nil }.allSatisfy { $0.samples[0].stages[0].finish == .length })
        let ends = listener.events.withLock { $0.filter { if case .laneFinished = $0 { true } else { false } }.count }
        #expect(ends == 20)
    }

    @Test func `a process that is lost before anything has begun costs no lane`() async throws {
        let engine = try await Self.engine()
        defer { engine.shutDown() }
        for _ in 0..<3 {
            let process = try #require(engine.process)
            let listener = Listener()
            kill(process, SIGSTOP)
            _ = engine.start(Self.request(lanes: 6, tokens: 4), report: listener.take)
            kill(process, SIGKILL)
            let summary = try listener.summary()
            #expect(summary.lanes.compactMap(\.error).isEmpty)
        }
    }

    @Test func `an engine that hangs keeps nobody waiting, whatever is asked of it`() async throws {
        let engine = try await Self.engine()
        defer { engine.shutDown() }
        let process = try #require(engine.process)
        kill(process, SIGSTOP)
        var request = Self.request()
        request.lanes[0].prompt = CompiledPrompt(
            technique: .zeroShot,
            body: .completion([Fragment(String(repeating: "word ", count: 100_000), isField: true)]))
        let start = ContinuousClock.now
        let listeners = (0..<8).map { _ in Listener() }
        let cancels = listeners.map { engine.start(request, report: $0.take) }
        // Asking copies megabytes, but waits for nobody.
        #expect(ContinuousClock.now - start < .seconds(20))
        for cancel in cancels { cancel() }
        // It is given up after some seconds.
        for listener in listeners { #expect(try listener.summary().isCancelled) }
        let next = await engine.start(Self.request()).summary()
        #expect(next.lanes.allSatisfy { $0.error == nil && !$0.samples[0].text.isEmpty })
        #expect(engine.process != process)
    }

    @Test func `long prompts after a loss block neither side`() async throws {
        var options = EngineOptions()
        options.contextLength = 2048
        let engine = try await DetachedEngine.load(path: Self.path, options: options, in: Self.process())
        defer { engine.shutDown() }
        let prompt = CompiledPrompt(
            technique: .zeroShot,
            body: .completion([Fragment(String(repeating: "some words of a prompt ", count: 20_000), isField: true)]))
        kill(try #require(engine.process), SIGKILL)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<12 {
                group.addTask { try engine.render(prompt).tokens.count }
            }
            for try await count in group { #expect(count > 80_000) }
        }
    }

    @Test func `a model beside another one is freed though the engine hangs`() async throws {
        let process = Self.process()
        let first = try await Self.engine(in: process)
        let second = try await DetachedTextModel.load(path: Self.path, in: process)
        kill(try #require(first.process), SIGSTOP)
        second.shutDown()
        first.shutDown()
    }

    @Test func `a text is as predictable as in this process, beside a reference too`() async throws {
        let there = try await DetachedTextModel.load(path: Self.path, reference: Self.path, in: Self.process())
        defer { there.shutDown() }
        let here = try await TextModel.load(path: Self.path)
        let text = "The quick brown fox jumps over the lazy dog."
        var found = try await there.predictability(of: text)
        #expect(found.hasReference)
        found.hasReference = false
        #expect(try await here.predictability(of: text) == found)
    }

    @Test func `a question whose process is lost is asked again in a new one`() async throws {
        let engine = try await Self.engine()
        defer { engine.shutDown() }
        let prompt = Self.request().lanes[0].prompt
        let whole = try await engine.next(prompt, mode: .fast)
        for _ in 0..<3 {
            let process = try #require(engine.process)
            async let next = engine.next(prompt, mode: .fast)
            kill(process, SIGSEGV)
            #expect(try await next.row.logSumExp == whole.row.logSumExp)
        }
    }

    @Test func `a cancel ends a run within a second and keeps its texts`() async throws {
        let engine = try await Self.engine()
        defer { engine.shutDown() }
        let cancel = Mutex<(@Sendable () -> Void)?>(nil)
        let count = Mutex(0)
        let listener = Listener { event in
            guard case .text(_, _, _, _, let tokens) = event, !tokens.isEmpty, let cancel = cancel.withLock({ $0 })
            else { return false }
            // Both lanes have come to show something by then.
            guard
                count.withLock({
                    $0 += 1; return $0 > 20
                })
            else { return false }
            cancel()
            return true
        }
        let run = engine.start(Self.request(tokens: 1500), report: listener.take)
        cancel.withLock { $0 = run }
        let summary = try listener.summary()
        #expect(summary.isCancelled && summary.lanes.allSatisfy { $0.error == nil })
        #expect(
            summary.lanes.allSatisfy { $0.samples[0].stages[0].finish == .cancelled && !$0.samples[0].text.isEmpty })
    }

    @Test func `a load that is cancelled ends, and the model can be loaded after it`() async throws {
        let process = Self.process()
        await #expect(throws: EngineError.loadCancelled(path: Self.path)) {
            try await DetachedEngine.load(path: Self.path, in: process) { _ in false }
        }
        let engine = try await Self.engine(in: process)
        engine.shutDown()
    }

    @Test func `a process that is lost while it loads is told of, and another one loads the model`() async throws {
        let process = Self.process()
        await #expect(throws: EngineError.self) {
            try await DetachedEngine.load(path: Self.path, in: process) { _ in
                if let number = process.identifier { kill(number, SIGKILL) }
                return true
            }
        }
        let engine = try await Self.engine(in: process)
        engine.shutDown()
    }

    @Test func `a model that is freed gives its memory back, and the last one ends the process`() async throws {
        let process = Self.process()
        let first = try await Self.engine(in: process)
        let second = try await Self.engine(in: process)
        let number = try #require(process.identifier)
        #expect(first.process == number && second.process == number)
        _ = await first.start(Self.request()).summary()
        _ = await second.start(Self.request()).summary()
        let before = try #require(MachineMemory.used(by: number))
        first.shutDown()
        let after = try #require(MachineMemory.used(by: number))
        // Its keys and values alone are 47 MB.
        #expect(before > after + 40_000_000, "\(before) and \(after) bytes")
        #expect(await second.start(Self.request()).summary().lanes[0].error == nil)
        second.shutDown()
        #expect(process.identifier == nil)
        let next = await second.start(Self.request()).summary()
        #expect(next.lanes.allSatisfy { $0.error == .shutDown })
    }

    @Test func `texts are measured in the other process, with the weights of its engine`() async throws {
        let process = Self.process()
        let engine = try await Self.engine(in: process)
        defer { engine.shutDown() }
        let texts = try await engine.textModel(path: Self.path)
        let alone = try await TextModel.load(path: Self.path)
        #expect(texts.longest == alone.longest && texts.isGenerator && texts.pooling == .states)
        #expect(try await texts.embedding(of: "A red fox.") == alone.embedding(of: "A red fox."))
        #expect(try await texts.surprisal(of: "A red fox.") == alone.surprisal(of: "A red fox."))
        alone.shutDown()
        texts.shutDown()
        await #expect(throws: EngineError.shutDown) { try await texts.surprisal(of: "A red fox.") }
    }

    @Test func `signals at random moments of loading and streaming never leave a run without an end`() async throws {
        var random = SystemRandomNumberGenerator()
        let process = Self.process()
        let engine = try await Self.engine(in: process)
        defer { engine.shutDown() }
        for round in 0..<12 {
            let listener = Listener()
            _ = engine.start(Self.request(lanes: 6, tokens: 60), report: listener.take)
            // A load takes about 0.3 seconds, and the run as long again and more.
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...900, using: &random)))
            if let number = process.identifier {
                kill(number, [SIGILL, SIGKILL, SIGABRT].randomElement(using: &random) ?? SIGKILL)
            }
            let summary = try listener.summary()
            #expect(summary.lanes.count == 6, "round \(round)")
        }
        let last = await engine.start(Self.request()).summary()
        #expect(last.lanes.allSatisfy { $0.error == nil })
    }

    // MARK: commands that aren't this program

    private func failure(of script: String, patience: Duration = .seconds(10)) async throws -> String {
        var command = EngineCommand(name: "box", executable: "/bin/sh", arguments: ["-c", script])
        command.patience = patience
        do {
            let engine = try await DetachedEngine.load(path: Self.path, in: EngineProcess(command))
            engine.shutDown()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func `a command that prints a banner before it serves is an engine like another`() async throws {
        #expect(
            try await failure(of: "echo Welcome to box; echo; printf '> '; exec '\(Program.path)' engine") == "no error"
        )
    }

    @Test func `a command that dies says how`() async throws {
        let text = try await failure(of: "echo 'lathe: not found' >&2; exit 127")
        #expect(text.hasPrefix("box can't be used: it ended with code 127"), "\(text)")
        #expect(text.contains("lathe: not found"), "\(text)")
    }

    @Test func `a command that hangs is given up`() async throws {
        let text = try await failure(of: "exec sleep 100", patience: .seconds(1))
        #expect(text.contains("it didn't start Lathe's engine within 1 second"), "\(text)")
    }

    @Test func `an engine of another version names both`() async throws {
        let text = try await failure(of: "echo 'lathe engine 99'; exec sleep 100")
        #expect(text.contains("lathe engine 99") && text.contains("lathe engine 5"), "\(text)")
    }

    @Test(arguments: ["cat /dev/zero | head -c 100000; sleep 100", "echo 'lathe engine 5'; yes; sleep 100"])
    func `a command that sends something else is told of`(_ script: String) async throws {
        let text = try await failure(of: script)
        #expect(text.contains("it sen") || text.contains("isn't `lathe engine`"), "\(text)")
    }

    @Test func `a command that isn't there is told of`() async throws {
        let command = EngineCommand(name: "box", executable: "no-such-program-at-all", arguments: [])
        await #expect(throws: EngineError.engineUnavailable(name: "box", reason: "no-such-program-at-all isn't there"))
        {
            try await DetachedEngine.load(path: Self.path, in: EngineProcess(command))
        }
    }
}
