import Lanes
import Models

extension BenchmarkFigures {
    /// The figures in words, each with its name.
    package var rows: [(title: String, value: String)] {
        var rows: [(title: String, value: String)] = [
            ("threads", "\(threads)"), ("load", "\(Knob.fixed(loadSeconds, 2)) s"),
            ("prompt", "\(Knob.fixed(prompt, 0)) tokens/s"), ("one lane", "\(Knob.fixed(oneLane, 0)) tokens/s"),
            ("four lanes", "\(Knob.fixed(fourLanes, 0)) tokens/s together"),
        ]
        if let memory { rows.append(("memory", byteText(memory))) }
        if let choices {
            rows.append(("computes", "\(choices)"))
            rows += choices.trials.map { ("tried", "\($0)") }
        }
        return rows
    }
}

/// News of a benchmark.
package enum BenchmarkNews: Sendable {
    /// It measures this, in a word.
    case progress(String)
    /// It has ended.
    case measured(BenchmarkFigures)
    /// It was stopped.
    case stopped
    /// It can't be done.
    case failed(String)
}

/// A benchmark that runs or waits.
struct Benchmark: Sendable {
    var number: Int
    var entry: ModelEntry
    /// True if it waits because something else computes.
    var isWaiting = true
    /// True if something else has computed since it began.
    var wasDisturbed = false
    var progress = "loading"
}

/// The result of a benchmark. It is kept while the program runs.
struct BenchmarkResult: Sendable {
    var figures: BenchmarkFigures
    var wasDisturbed: Bool

    /// One or two sentences, the speeds first.
    var sentence: String {
        let order = ["prompt", "one lane", "four lanes", "load", "memory", "threads"]
        let rows = figures.rows.sorted { order.firstIndex(of: $0.title) ?? 9 < order.firstIndex(of: $1.title) ?? 9 }
        return rows.map { "\($0.title) \($0.value)" }.joined(separator: ", ") + "."
            + (wasDisturbed ? " Something else was computing too; alone, the model is faster." : "")
    }
}

/// News of a model that is being added.
package enum AdditionNews: Sendable {
    /// The progress in words, and from 0 to 1 if known.
    case progress(String, Double?)
    /// It was added under a name. The notice says more about it.
    case added(name: String, notice: String)
    /// It was stopped. The text says what is kept.
    case stopped(String)
    /// It can't be done.
    case failed(String)
}

/// A model that is being added, or that couldn't be.
struct ModelAddition: Sendable {
    var number: Int
    /// The typed text: a path, an address or a name.
    var word: String
    var progress = "beginning"
    var fraction: Double?
    /// Why it ended without a model; nil if it didn't.
    var problem: String?

    var isRunning: Bool { problem == nil }

    /// The name of the file or model, which is enough to recognise it.
    var title: String {
        let place = word.lowercased().hasPrefix("http") ? word.prefix { $0 != "?" && $0 != "#" } : word[...]
        return place.split(separator: "/").last.map(String.init) ?? word
    }
}

/// What deleting a model's file would do.
package enum ModelRemoval: Sendable, Hashable {
    /// It removes this many bytes for good.
    case file(bytes: UInt64)
    /// It removes only a link; the file stays.
    case link
    /// It isn't allowed; the sentence says why.
    case refused(String)
}
