import ArgumentParser
import Console
import Foundation
import History
import Library
import Operations
import Prompting
import Reports
import TextLayout

extension RunOrigin: ExpressibleByArgument {}
extension RunReference: ExpressibleByArgument {}
extension Moment: ExpressibleByArgument {}
extension Ratings: ExpressibleByArgument {}

/// The option that keeps runs out of the history.
struct HistoryArguments: ParsableArguments {
    @Flag(name: .customLong("no-history"), help: "Keeps nothing of it in the history.")
    var isKeptOut = false

    /// True if the flag or the settings keep runs out of the history.
    var isOff: Bool { isKeptOut || !Configuration.current.keepsHistory }

    /// Returns a recorder that reports problems on standard error. `what` is what it keeps.
    func recorder(of what: String = "run") -> RunRecorder {
        RunRecorder(isOff: isOff, what: what) { printError(harmless(commandLineText(of: $0))) }
    }
}

/// Options for the runs that are wanted.
struct FilterArguments: ParsableArguments {
    @Option(help: "Part of the prompt's name or of its file's path.")
    var prompt: String?

    @Option(help: "Part of the name of a lane's model.")
    var model: String?

    @Option(help: "A technique that a lane has.")
    var technique: Technique?

    @Option(help: "A tag that the run has. May be repeated.")
    var tag: [String] = []

    @Option(help: "A rating or a range: 4, 3-5.")
    var rating: Ratings?

    @Option(help: "The command or screen that made the run.")
    var origin: RunOrigin?

    @Option(help: ArgumentHelp("Only runs since a day or a time ago: 2025-11-25, 12h, 7d, 4w.", valueName: "when"))
    var since: Moment?

    @Option(help: ArgumentHelp("Only runs before a day or a time ago.", valueName: "when"))
    var until: Moment?

    @Flag(name: .customLong("deleted"), help: "Only deleted runs, instead of the others.")
    var isDeleted = false

    func filter(text: String = "") -> HistoryFilter {
        HistoryFilter(
            text: text, prompt: prompt, model: model, technique: technique, tags: tag, rating: rating?.range,
            origin: origin, since: since?.date, until: until?.date, isDeleted: isDeleted)
    }
}
