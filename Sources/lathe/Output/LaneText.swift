import Foundation
import Lanes
import Prompting
import Runtime
import Sampling
import TextLayout

/// What is said of a lane above and below its text, the same for a run under way and for one from the history.
enum LaneText {
    /// `few-shot, 5 samples`.
    static func technique(_ technique: Technique, samples: Int) -> String {
        technique.rawValue + (samples > 1 ? ", \(samples) samples" : "")
    }

    /// `T 0.20  K 40  P 0.95`, without those that the lane's server wasn't sent.
    static func knobs(_ settings: Settings, without lacking: Set<SettingsKey> = []) -> String {
        var parts: [String] = []
        if !lacking.contains(.temperature) { parts.append("T \(decimal(settings.temperature, 2))") }
        if settings.temperature > 0 || lacking.contains(.temperature) {
            if !lacking.contains(.topK) { parts.append("K \(settings.topK == 0 ? "off" : String(settings.topK))") }
            if !lacking.contains(.topP) { parts.append("P \(settings.topP == 1 ? "off" : decimal(settings.topP, 2))") }
        }
        return parts.joined(separator: "  ")
    }

    /// The text of its only output, or all of them, numbered, and the answer that most of them gave.
    static func body(_ samples: [(text: String, answer: String)]) -> String {
        guard samples.count > 1 else { return samples.first?.text ?? "" }
        let numbered = samples.enumerated().map { "\($0 + 1). \($1.text)" }
        let (answer, votes) = vote(among: samples.map(\.answer))
        return numbered.joined(separator: "\n")
            + "\n\n\(LaneText.votes(votes, of: samples.count))\(votes > 0 ? ": \(answer)" : "")"
    }

    /// `3 of 5 say`; one vote decides nothing.
    static func votes(_ votes: Int, of count: Int) -> String {
        votes == 0 ? "none of \(count) gives an answer" : "\(votes) of \(count)\(votes == 1 ? " says" : " say")"
    }

    /// `41 tok · 0.10 s first · 143 t/s · end`.
    static func footer(
        tokens: Int, firstTokenSeconds: Double, decodeSeconds: Double, cost: Double? = nil, finish: String
    ) -> String {
        let rate =
            decodeSeconds > 0.001 && tokens > 1 ? " · \(Int((Double(tokens - 1) / decodeSeconds).rounded())) t/s" : ""
        let price = cost.map { " · \(Dollars.text($0))" } ?? ""
        return "\(tokens) tok · \(decimal(firstTokenSeconds, 2)) s first\(rate)\(price) · \(finish)"
    }

    /// A section of a Markdown document.
    static func markdown(
        name: String, place: String? = nil, technique: Technique, samples: Int, settings: Settings,
        without lacking: Set<SettingsKey> = [], body: String, footer: String
    ) -> String {
        let place = place.map { "\(markdownLine($0)) · " } ?? ""
        let seed = lacking.contains(.seed) ? "" : "seed \(settings.seed)"
        let said = [self.technique(technique, samples: samples), knobs(settings, without: lacking), seed]
        let heading =
            "\n## \(markdownLine(name))\n\n\(place)\(said.filter { !$0.isEmpty }.joined(separator: " · "))\n\n"
        return heading + fenced(body) + "\n\n\(footer)\n"
    }

    /// A text in one line of a Markdown document, where nothing in it is markup.
    static func markdownLine(_ text: String) -> String {
        let line = harmless(text).split(whereSeparator: \.isNewline).joined(separator: " ")
        return String(line.flatMap { "\\`*_[]<>#|".contains($0) ? ["\\", $0] : [$0] })
    }

    /// A text behind its name: on the same line where it is short, else in a fence below.
    static func markdownValue(_ text: String) -> String {
        let isShort = text.count <= 80 && !text.contains(where: \.isNewline)
        return isShort && !text.isEmpty ? " " + markdownLine(text) : text.isEmpty ? " (empty)" : "\n\n" + fenced(text)
    }

    /// A text in a fence that is longer than any run of backticks in it.
    static func fenced(_ text: String) -> String {
        let body = harmless(text)
        let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: body) + 1))
        return "\(fence)text\n\(body)\n\(fence)"
    }

    private static func decimal(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }

    private static func longestRun(of character: Character, in text: String) -> Int {
        var longest = 0
        var run = 0
        for next in text {
            run = next == character ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
