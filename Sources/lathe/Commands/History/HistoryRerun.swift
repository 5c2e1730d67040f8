import ArgumentParser
import Console
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
                First it says whether the same text can be promised. It can on the same build, processor, threads and model: in strict \
                mode always, in fast mode if the run was the first of its process and on one model. The exit code is 0 if all \
                texts are the same, else 1. The new run is kept too.

                EXAMPLES
                  lathe history rerun 12
                  lathe history rerun last --no-history --format json
                """)

        @Argument(help: ArgumentHelp("The run.", valueName: "run"))
        var reference: RunReference

        @Option(help: "Another model's name or path, instead of the run's models.")
        var model: String?

        @OptionGroup var history: HistoryArguments

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            let (recorded, original) = try withHistory { history in
                let recorded = try history.run(try reference.id(in: history))
                return (recorded, history.original(of: recorded))
            }
            let recorder = history.recorder()
            defer { recorder.close() }
            let mode = RunMode(rawValue: recorded.run.mode) ?? .fast
            let models = try wait { [model] in
                try await RerunModels(recorded.run, mode: mode, instead: model, telling: ProgressLine.teller)
            }
            defer { models.shutDown() }
            let promise = models.promise(of: recorded.run)
            if format == .table { printError(harmless(promise.sentence)) }
            let request = RunRequest(
                again: recorded.run, original: original.run, on: models.backends, isElsewhere: model != nil)
            let notices = request.notices(on: models.backends).filter { !recorded.run.notices.contains($0) }
            for notice in notices { printError(harmless(notice)) }
            let run = models.backends.start(request)
            let interruption = Interruption(cancel: run.cancel)
            let (observed, summary) = try wait { try await RunObserver.observe(run) }
            let again = RunRecord(
                observed, summary, origin: .rerun,
                asked: AskedRun(again: recorded, backends: models.backends, notices: notices))
            let number = recorder.keep { again }
            if interruption.isInterrupted { throw ExitCode.interrupted }
            let report = RerunReport(
                recorded, again: again, failures: summary.lanes.map(\.error), number: number, promise: promise)
            if format == .json { try printJSON(report, pretty: true) } else { try printOutput(harmless(report.text)) }
            if !report.isSame { throw ExitCode.failure }
        }
    }
}
