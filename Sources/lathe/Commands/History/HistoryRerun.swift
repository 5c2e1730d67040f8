import ArgumentParser
import Foundation
import History
import Lanes
import Operations
import Reports
import TextLayout

extension HistoryCommand {
    struct Rerun: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a run again, in its own mode, and says whether the text is the same.",
            discussion: """
                First it says what can be promised: the same text on the same build, processor, threads and model, in strict mode \
                always, in fast mode where the run was the first of its process, on one model. The exit code is 0 where all \
                texts are the same, else 1. The new run is kept as well.

                EXAMPLES
                  lathe history rerun 12
                  lathe history rerun last --no-history --format json
                """)

        @Argument(help: ArgumentHelp("The run.", valueName: "run"))
        var reference: RunReference

        @Option(help: "Another model's name or path, in place of those of the run.")
        var model: String?

        @OptionGroup var history: HistoryArguments

        @Option(help: "How it is printed.")
        var format: TableFormat = .table

        func run() throws {
            let recorded = try withHistory { history in try history.run(try reference.id(in: history)) }
            let recorder = history.recorder()
            defer { recorder.close() }
            let mode = RunMode(rawValue: recorded.run.mode) ?? .fast
            let models = try wait { [model] in
                try await RerunModels(recorded.run, mode: mode, instead: model, telling: ProgressLine.teller)
            }
            defer { models.shutDown() }
            let promise = models.promise(of: recorded.run)
            if format == .table { printError(harmless(Self.text(promise))) }
            let request = RunRequest(lanes: recorded.run.lanes.map(\.request), mode: mode)
            let run = models.backends.start(request)
            let interruption = Interruption(cancel: run.cancel)
            let (observed, summary) = try wait { try await RunObserver.observe(run) }
            let again = RunRecord(
                observed, summary, origin: .rerun,
                asked: AskedRun(again: recorded, lanes: request.lanes, backends: models.backends))
            let number = recorder.keep { again }
            if interruption.isInterrupted { throw ExitCode.interrupted }
            let report = RerunReport(
                recorded, again: again, failures: summary.lanes.map(\.error), number: number, promise: promise)
            if format == .json { try printJSON(report, pretty: true) } else { try printOutput(harmless(report.text)) }
            if !report.isSame { throw ExitCode.failure }
        }

        private static func text(_ promise: RerunPromise) -> String {
            promise.isSameText
                ? "The text has to be the same: build, processor, threads and model are."
                : "The text may be another one. " + promise.doubts.joined(separator: " ")
        }
    }
}
