import ArgumentParser
import Foundation
import Library
import Prompting
import Runtime
import Sampling

struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Runs JSON requests from standard input, one a line, on one engine; a JSON result a line.",
        discussion: """
            A request is {"id", "file" or "prompt", "set", "lanes"}: "prompt" is a prompt file's content as JSON, "lanes" \
            have the shape that they have in a prompt file. The prefix cache and replay work between requests. A line that \
            can't be run gives {"id", "error"}.

            EXAMPLES
              echo '{"id": 1, "file": "sentiment", "set": {"review": "Too long."}}' | lathe batch
              lathe batch --strict < requests.jsonl > results.jsonl
            """)

    @OptionGroup var engine: EngineArguments

    func run() throws {
        let model = try engine.load()
        defer { model.engine.shutDown() }
        let running = RunningRun()
        let interruption = Interruption { running.cancel() }
        while !interruption.isInterrupted, let line = readLine() {
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            do {
                try answer(line, model: model, running: running)
            } catch {
                try printJSON(BatchError(id: BatchRequest.id(of: line), error: "\(error)"), pretty: false)
            }
        }
        if interruption.isInterrupted { throw ExitCode.interrupted }
    }

    private func answer(_ line: String, model: LoadedModel, running: RunningRun) throws {
        let request = try BatchRequest(line: line)
        let file = try request.promptFile()
        let plan = try RunPlan(
            prompt: file.prompt, name: request.file ?? "", lanes: try request.lanes(), variables: request.variables,
            technique: nil, layout: nil, commandLine: SettingsPatch(), model: model, mode: engine.mode,
            notices: file.notices)
        let run = model.engine.start(plan.request)
        running.set(run)
        let summary = try wait { await run.summary() }
        try printJSON(RunReport(id: request.id, plan: plan, model: model, summary: summary), pretty: false)
    }
}

private struct BatchError: Encodable {
    var id: BatchID?
    var error: String
}
