import Lanes
import Models

extension BenchmarkFigures {
    /// Each figure in words, with what it is called.
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

/// What becomes of a benchmark.
package enum BenchmarkNews: Sendable {
    /// What is being measured, in a word.
    case progress(String)
    /// It is over.
    case measured(BenchmarkFigures)
    /// It was stopped.
    case stopped
    /// It can't be done.
    case failed(String)
}

/// A benchmark under way.
struct Benchmark: Sendable {
    var number: Int
    var entry: ModelEntry
    /// Whether it hasn't begun because something else computes.
    var isWaiting = true
    /// Whether something else has computed since it began.
    var wasDisturbed = false
    var progress = "loading"
}

/// What a benchmark gave, for as long as the program runs.
struct BenchmarkResult: Sendable {
    var figures: BenchmarkFigures
    var wasDisturbed: Bool

    /// In a sentence or two, the speeds first.
    var sentence: String {
        let order = ["prompt", "one lane", "four lanes", "load", "memory", "threads"]
        let rows = figures.rows.sorted { order.firstIndex(of: $0.title) ?? 9 < order.firstIndex(of: $1.title) ?? 9 }
        return rows.map { "\($0.title) \($0.value)" }.joined(separator: ", ") + "."
            + (wasDisturbed ? " Something else computed meanwhile: alone it is faster." : "")
    }
}

/// What becomes of a model that is to be added.
package enum AdditionNews: Sendable {
    /// How far it is, in words and, where that is known, 0...1.
    case progress(String, Double?)
    /// It is there under a name, and what is to be said of that.
    case added(name: String, notice: String)
    /// It was stopped, and what is kept.
    case stopped(String)
    /// It can't be done.
    case failed(String)
}

/// A model that is being added, or that couldn't be.
struct ModelAddition: Sendable {
    var number: Int
    /// What was typed: a path, an address or a name.
    var word: String
    var progress = "beginning"
    var fraction: Double?
    /// Why it has ended without a model.
    var problem: String?

    var isRunning: Bool { problem == nil }

    /// The file's name, or the model's: what is enough to know it by.
    var title: String {
        let place = word.lowercased().hasPrefix("http") ? word.prefix { $0 != "?" && $0 != "#" } : word[...]
        return place.split(separator: "/").last.map(String.init) ?? word
    }
}

/// What deleting a model's file would mean.
package enum ModelRemoval: Sendable, Hashable {
    /// So many bytes are gone for good.
    case file(bytes: UInt64)
    /// Only a link goes, and the file stays.
    case link
    /// It isn't Lathe's to delete, in a sentence.
    case refused(String)
}
