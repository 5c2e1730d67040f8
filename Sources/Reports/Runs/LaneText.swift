import Lanes
import Prompting
import Sampling
import TextLayout

/// Texts above and below a lane's output, the same for a running lane and for one in the history.
package enum LaneText {
    /// Returns the technique and the number of samples: `few-shot, 5 samples`.
    package static func technique(_ technique: Technique, samples: Int) -> String {
        technique.rawValue + (samples > 1 ? ", \(samples) samples" : "")
    }

    /// Returns the main settings: `T 0.20  K 40  P 0.95`, or `beams 4  length penalty 1`. Those in `lacking`, which the
    /// lane's server wasn't sent, are left out.
    package static func knobs(_ settings: Settings, without lacking: Set<SettingsKey> = []) -> String {
        if settings.isBeamSearch {
            return "beams \(settings.beams)"
                + (settings.beams > 1 ? "  length penalty \(settings[.lengthPenalty])" : "")
        }
        var parts: [String] = []
        if !lacking.contains(.temperature) { parts.append("T \(Figures.decimal(settings.temperature, 2))") }
        if settings.temperature > 0 || lacking.contains(.temperature) {
            if !lacking.contains(.topK) { parts.append("K \(settings.topK == 0 ? "off" : String(settings.topK))") }
            if !lacking.contains(.topP) {
                parts.append("P \(settings.topP == 1 ? "off" : Figures.decimal(settings.topP, 2))")
            }
        }
        return parts.joined(separator: "  ")
    }

    /// Returns the text of a single output; of several, all texts, numbered, and the answer that most of them gave. Below the
    /// texts of beams stand their scores instead.
    package static func body(_ samples: [(text: String, answer: String)], beams: [BeamScore?] = []) -> String {
        guard samples.count > 1 else { return samples.first?.text ?? "" }
        let scores = beams.compactMap(\.self)
        if scores.count == samples.count {
            return samples.indices.map { "\($0 + 1). \(samples[$0].text)\n   \(score(scores[$0]))" }
                .joined(separator: "\n")
        }
        let numbered = samples.enumerated().map { "\($0 + 1). \($1.text)" }
        let (answer, votes) = vote(among: samples.map(\.answer))
        return numbered.joined(separator: "\n")
            + "\n\n\(LaneText.votes(votes, of: samples.count))\(votes > 0 ? ": \(answer)" : "")"
    }

    /// Returns the text of outputs as ``body(_:)`` does, with the model's thoughts above each: a line that counts them, or
    /// all of them if `isOpen`.
    package static func body(_ samples: [SampleResult], thoughtsAreOpen isOpen: Bool, glyphs: Glyphs) -> String {
        body(
            samples.map { sample in
                let mark = glyphs.fold(isOpen: isOpen)
                return ((ThoughtFold(sample)?.shown(isOpen: isOpen, mark: mark) ?? "") + sample.shown, sample.answer)
            }, beams: samples.map(\.beam))
    }

    /// Returns how likely a beam is: `score -0.1234 · log-probability -1.3570 · 11 tokens`.
    package static func score(_ beam: BeamScore) -> String {
        let numbers = [("score", beam.score), ("log-probability", beam.logProbability)].map {
            "\($0) \(Figures.decimal($1, 4))"
        }
        return (numbers + ["\(beam.length) \(beam.length == 1 ? "token" : "tokens")"]).joined(separator: " · ")
    }

    /// Returns the number of samples for an answer: `3 of 5 say`.
    package static func votes(_ votes: Int, of count: Int) -> String {
        votes == 0 ? "none of \(count) has an answer" : "\(votes) of \(count)\(votes == 1 ? " says" : " say")"
    }

    /// Returns a lane's figures: `41 tok · 0.10 s first · 143 t/s · end`.
    package static func footer(
        tokens: Int, firstTokenSeconds: Double, decodeSeconds: Double, cost: Double? = nil, finish: String
    ) -> String {
        let rate = rate(tokens: tokens, decodeSeconds: decodeSeconds).map { " · \(Figures.decimal($0, 0)) t/s" } ?? ""
        let price = cost.map { " · \(Dollars.text($0))" } ?? ""
        return "\(tokens) tok · \(Figures.decimal(firstTokenSeconds, 2)) s first\(rate)\(price) · \(finish)"
    }

    /// Returns the speed after the first token, in tokens a second; nil if there are too few tokens to tell.
    package static func rate(tokens: Int, decodeSeconds: Double) -> Double? {
        decodeSeconds > 0.001 && tokens > 1 ? Double(tokens - 1) / decodeSeconds : nil
    }

    /// Returns a lane as a section of a Markdown document. `thoughts` are the model's, by sample.
    package static func markdown(
        name: String, place: String? = nil, technique: Technique, samples: Int, settings: Settings,
        without lacking: Set<SettingsKey> = [], images: [String] = [], thoughts: [String] = [], body: String,
        footer: String
    ) -> String {
        let place = place.map { "\(Markdown.line($0)) · " } ?? ""
        let seed = lacking.contains(.seed) ? "" : "seed \(settings.seed)"
        let said = [self.technique(technique, samples: samples), knobs(settings, without: lacking), seed]
        let heading =
            "\n## \(Markdown.line(name))\n\n\(place)\(said.filter { !$0.isEmpty }.joined(separator: " · "))\n\n"
        let sent = images.isEmpty ? "" : images.map { Markdown.line($0) }.joined(separator: " · ") + "\n\n"
        return heading + sent + markdown(thoughts: thoughts) + Markdown.fenced(body) + "\n\n\(footer)\n"
    }

    /// Returns thoughts as they stand above the outputs in a Markdown document; empty if there are none.
    private static func markdown(thoughts: [String]) -> String {
        thoughts.enumerated().filter { !$0.element.isEmpty }.map { number, text in
            let title = thoughts.count > 1 ? "Thoughts of sample \(number + 1):" : "Thoughts:"
            return "\(title)\n\n\(Markdown.fenced(text))\n\n"
        }.joined()
    }
}
