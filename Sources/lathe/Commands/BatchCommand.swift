import ArgumentParser
import Console
import Foundation
import History
import Operations
import Reports
import Sampling

struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract:
            "Runs JSON requests from standard input, one on each line, on one engine. Prints a line of JSON for each.",
        discussion: """
            A request is {"id", "file" or "prompt", "set", "lanes"}: "prompt" is a prompt file's content as JSON, "lanes" \
            are written as in a prompt file. The prefix cache and replay work between requests. For a line that can't be run, \
            {"id", "error"} is printed, and the next line is run. The exit code is 1 if a line or a lane failed.

            EXAMPLES
              echo '{"file": "sentiment", "set": {"review": "Too long."}}' | lathe batch
              lathe batch --strict < requests.jsonl > results.jsonl
            """)

    @OptionGroup(title: "Model and engine") var engine: EngineArguments
    @OptionGroup(title: "The history") var history: HistoryArguments

    func run() throws {
        let recorder = history.recorder()
        defer { recorder.close() }
        // The default model is loaded at once, unless it isn't needed because lanes run on a server.
        let models = LocalModels(engine.setup, telling: ProgressLine.teller)
        defer { models.shutDown() }
        let word = models.choice.word(prompt: nil)
        if Backends.standard.remote(word) == nil { _ = try wait { try await models.get(word) } }
        var isFresh = true
        let running = RunningRun()
        // Between requests the program waits for a line, and Ctrl-C ends it.
        let interruption = Interruption { if !running.cancel() { _exit(ExitCode.interrupted.rawValue) } }
        var hasFailed = false
        while !interruption.isInterrupted, let line = readLine() {
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            let id = BatchID.of(line: line)
            do {
                let report = try answer(
                    line, id: id, models: models, running: running, recorder: recorder, isFresh: &isFresh)
                hasFailed = hasFailed || report.lanes.contains { $0.error != nil }
                try printJSON(report, pretty: false)
            } catch {
                hasFailed = true
                try printJSON(BatchError(id: id, error: commandLineText(of: error)), pretty: false)
            }
            running.set(nil)
        }
        if interruption.isInterrupted { throw ExitCode.interrupted }
        if hasFailed { throw ExitCode.failure }
    }

    private func answer(
        _ line: String, id: BatchID?, models: LocalModels, running: RunningRun, recorder: RunRecorder,
        isFresh: inout Bool
    ) throws -> RunReport {
        let request = try BatchRequest(line: line)
        let file = try request.promptFile()
        let (lanes, notices) = try request.lanes()
        let (mode, name, variables) = (engine.setup.mode, request.file ?? "", request.variables)
        let plan = try wait {
            try await RunPlan(
                prompt: file.prompt, name: name, lanes: lanes, variables: variables, technique: nil, layout: nil,
                commandLine: SettingsPatch(), models: models, mode: mode,
                images: file.imageFolders(given: variables.keys), notices: file.notices + notices)
        }
        let asked = AskedRun(
            plan: plan, prompt: PromptRecord(file, plan: plan), isFresh: isFresh)
        isFresh = false
        let run = plan.start()
        running.set(run)
        let (observed, summary) = try wait { try await RunObserver.observe(run) }
        recorder.keep { RunRecord(observed, summary, origin: .batch, asked: asked) }
        return RunReport(id: id, plan: plan, summary: summary)
    }
}
