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

/// A reference to a run on the command line: its number, `last`, or `last~2` for the one two before the last.
enum RunReference: ExpressibleByArgument {
    case number(Int64)
    case newest(before: Int)

    init?(argument: String) {
        if let number = Int64(argument), number > 0 {
            self = .number(number)
        } else if argument == "last" {
            self = .newest(before: 0)
        } else if argument.hasPrefix("last~"), let count = Int(argument.dropFirst(5)), count >= 0 {
            self = .newest(before: count)
        } else {
            return nil
        }
    }

    func id(in history: History) throws -> Int64 {
        switch self {
        case .number(let id): id
        case .newest(let count): try history.newest(before: count)
        }
    }
}

/// A moment on the command line: a day, a date and time in ISO 8601, or a time ago: `12h`, `7d`, `4w`.
struct Moment: ExpressibleByArgument {
    var date: Date

    init?(argument: String) {
        let units: [Character: Double] = ["h": 3600, "d": 24 * 3600, "w": 7 * 24 * 3600]
        if let unit = argument.last.flatMap({ units[$0] }), let count = Double(argument.dropLast()), count >= 0 {
            date = Date().addingTimeInterval(-count * unit)
            return
        }
        let day = DateFormatter()
        day.locale = Locale(identifier: "en_US_POSIX")
        day.dateFormat = "yyyy-MM-dd"
        day.isLenient = false
        guard let date = day.date(from: argument) ?? (try? Date(argument, strategy: .iso8601)) else { return nil }
        self.date = date
    }
}

/// A rating on the command line, or a range of them: `4`, `3-5`.
struct Ratings: ExpressibleByArgument {
    var range: ClosedRange<Int>

    init?(argument: String) {
        let ends = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(ends.count), let low = ends[0], let high = ends[ends.count - 1],
            1 <= low, low <= high, high <= 5
        else { return nil }
        range = low...high
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
