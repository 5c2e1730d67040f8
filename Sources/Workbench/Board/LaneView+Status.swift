import Lanes
import Prompting
import Terminal
import TextLayout

/// The last line of a lane.
extension LaneView {
    /// Draws a lane's figures: tokens, seconds to the first one, tokens a second and why it ended. For a running lane
    /// it says what it does.
    func drawStatus(_ index: Int, on canvas: inout Canvas, in area: Rectangle) {
        let lane = lanes[index]
        let dot = look.glyphs == .unicode ? " · " : " - "
        var style = Style.faint
        var text: String
        if let prefill = lane.incoming?.prefill ?? lane.output.prefill, lane.isRunning {
            text = "reading the prompt: \(prefill.done) of \(prefill.total)"
            if text.count > area.size.columns { text = "reading \(prefill.done) of \(prefill.total)" }
            style = Style(.accent)
        } else if lane.isRunning {
            text = progress(index)
            if let place = (lane.incoming ?? lane.output).samplePlace { text = "\(place)\(dot)\(text)" }
            style = Style(.accent)
        } else if lane.wasStopped {
            text =
                "stopped before the first word"
                + (lane.output.isEmpty ? "" : "\(dot)this is the text of an earlier run")
        } else if let result = lane.output.result {
            text = summary(of: lane.output, result, dot, width: area.size.columns - (lane.isStale ? 11 : 0))
            if let error = result.error {
                // If there is a text above, the error can only stand here.
                if lane.output.length > 0 { text = look.line(screenText(of: error)) }
                style = Style(.error)
            }
            if lane.isStale { text = "outdated\(dot)\(text)" }
        } else {
            text = lane.output.tokens.isEmpty ? "" : "\(lane.output.tokens.count) tok\(dot)\(Finish.cancelled.title)"
            if lane.isStale { text = text.isEmpty ? "outdated" : "outdated\(dot)\(text)" }
        }
        canvas.write(look.fit(text, area.size.columns), at: area.origin, style, in: area)
    }

    /// Returns a word about what a running lane does.
    private func progress(_ index: Int) -> String {
        let lane = lanes[index]
        let output = lane.incoming ?? lane.output
        if let waiting = output.waiting {
            return "asks again in \(waiting.seconds) s: \(look.line(waiting.reason))"
        }
        if let steps = output.searched?.last?.stepCount { return "beams\(look.sign(" · ", " - "))step \(steps)" }
        guard lane.incoming == nil, lane.output.pieces > 0 else {
            return setup.facts(of: index)?.isServer == true ? "waiting for the server" : "starting"
        }
        let count = lane.output.tokens.count
        guard count > 0 || setup.facts(of: index)?.isServer == true else { return "starting" }
        // A server sends pieces of text; usually each is a token.
        return count > 0 ? "\(count) tok" : "\(lane.output.pieces) \(lane.output.pieces == 1 ? "piece" : "pieces")"
    }

    /// Returns the figures of a lane, as many as there is room for.
    private func summary(of output: Output, _ result: LaneResult, _ dot: String, width: Int) -> String {
        if let place = output.samplePlace { return summary(of: output, place, result, dot, width: width) }
        let count = result.usage.generatedTokens
        let timings = result.timings
        let drawn = count - min(count, result.usage.replayedTokens)
        var first = ""
        var speed = ""
        if drawn == 0, count > 0 {
            speed = "drawn again"
        } else {
            // Tokens that were drawn again come at once, so there is no time to the first one.
            first = drawn < count ? "" : "\(Knob.fixed(timings.firstTokenSeconds, 2)) s"
            if timings.decodeSeconds > 0, drawn > 1 {
                speed = "\(Knob.fixed(Double(drawn - 1) / timings.decodeSeconds, 0)) t/s"
            }
        }
        let end = result.samples.first?.endTitle ?? ""
        let cost = result.usage.cost.map { Dollars.text($0) } ?? ""
        let score = result.samples.first?.scoreTitle ?? ""
        let parts = ["\(count) tok", first, speed, cost, score, end].filter { !$0.isEmpty }
        let long = ["\(count) tok", first.isEmpty ? "" : "first " + first, speed, cost, score, end].filter {
            !$0.isEmpty
        }
        let variants = [
            long.joined(separator: dot), parts.joined(separator: dot), parts.joined(separator: " "),
            // Written as `48t 0.65s 14t/s length`.
            (["\(count)t"] + [first, speed, cost].filter { !$0.isEmpty }.map { $0.replacing(" ", with: "") } + [end])
                .joined(separator: " "),
        ]
        return variants.first { $0.displayWidth <= width } ?? variants[3]
    }

    /// Returns the figures of the sample that is seen, and what the samples agree on. The times are those of all
    /// samples together.
    private func summary(of output: Output, _ place: String, _ result: LaneResult, _ dot: String, width: Int) -> String
    {
        let all = result.samples
        let end = all.indices.contains(output.shown) ? all[output.shown].endTitle : ""
        let count = output.tokens.isEmpty ? "" : "\(output.tokens.count) tok"
        let votes = vote(among: all.map(\.answer)).votes
        let score = all.indices.contains(output.shown) ? all[output.shown].scoreTitle : nil
        let say = score ?? (votes == 0 ? "no answer" : "\(votes) of \(all.count) say \(look.line(result.answer))")
        let seconds = result.timings.firstTokenSeconds + result.timings.decodeSeconds
        let cost = result.usage.cost.map { ", \(Dollars.text($0))" } ?? ""
        let total = "all \(result.usage.generatedTokens) tok in \(Knob.fixed(seconds, 1)) s\(cost)"
        let short = "\(output.shown + 1)/\(output.sampleCount)"
        let shortSay = score != nil || votes == 0 ? say : "\(votes)/\(all.count): \(look.line(result.answer))"
        let variants = [
            [place, count, end, say, total], [place, count, end, say], [place, count, end, shortSay],
            [short, count, end, shortSay], [place, count, end], [short, count, end],
        ].map { $0.filter { !$0.isEmpty }.joined(separator: dot) }
        return variants.first { $0.displayWidth <= width } ?? variants[variants.count - 1]
    }
}

extension Output {
    /// The number of the sample that is seen: `sample 2 of 5`; nil if there is only one.
    fileprivate var samplePlace: String? {
        sampleCount > 1 ? "sample \(shown + 1) of \(sampleCount)" : nil
    }
}

extension SampleResult {
    /// Its score as a beam; nil if it was drawn.
    fileprivate var scoreTitle: String? { beam.map { "score \(Knob.fixed($0.score, 3))" } }

    /// Why it ended as the screen shows it, and that a call of a tool in it couldn't be read.
    fileprivate var endTitle: String {
        let finish = stages.last?.finish.title ?? ""
        return switch stages.lazy.compactMap(\.toolUse?.problem).first {
        case nil: finish
        case .cut: "\(finish), call cut"
        case .malformed: "\(finish), call not readable"
        }
    }
}

extension Finish {
    /// The reason as the screen shows it.
    var title: String {
        switch self {
        case .stop: "stop string"
        case .context: "context full"
        case .cancelled: "stopped"
        case .length: "token limit"
        case .end, .error: rawValue
        }
    }
}
