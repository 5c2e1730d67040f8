import History
import Library
import Sampling
import Terminal
import TextLayout

/// One of two things beside each other.
enum Side: Sendable, Hashable { case left, right }

/// Two runs of the history or two versions of a prompt, row by row.
struct Comparison: Sendable {
    /// A part of the rows: a line over the whole width, or two texts side by side with differing words marked.
    enum Part: Sendable {
        case heading(String)
        case line(String)
        /// A line in the colour of text.
        case plain(String)
        /// A line in a colour of its own.
        case styled(String, Style)
        /// The headings of the two texts below.
        case heads(String, String)
        case setting(name: String, first: String, second: String)
        case texts(WrappedText, [Range<Int>], WrappedText, [Range<Int>])
        /// A text over the whole width.
        case whole(WrappedText)

        var rows: Int {
            switch self {
            case .heading, .heads: 2
            case .line, .plain, .styled, .setting: 1
            case .texts(let first, _, let second, _): max(first.lineCount, second.lineCount)
            case .whole(let text): text.lineCount
            }
        }
    }

    var title: String
    var parts: [Part] = []
    /// The first row that is seen.
    var top = 0

    var rows: Int { parts.reduce(0) { $0 + $1.rows } }

    /// Returns the width of each of two texts.
    static func textWidth(_ size: Size) -> Int { max(10, (min(160, size.columns - 2) - 7) / 2) }

    /// Returns a text over the whole width.
    static func alone(_ text: String, _ look: Look) -> Part {
        .whole(WrappedText(text, width: wholeWidth(look.size), glyphs: look.glyphs))
    }

    /// Returns the width of a text that stands alone.
    static func wholeWidth(_ size: Size) -> Int { max(20, min(160, size.columns - 2) - 4) }

    /// True if two things stand beside each other.
    var hasSides: Bool {
        parts.contains { part in
            switch part {
            case .heads, .setting, .texts: true
            case .heading, .line, .plain, .styled, .whole: false
            }
        }
    }

    init(title: String) {
        self.title = title
    }

    init(_ first: RecordedRun, _ second: RecordedRun, width: Int, glyphs: Glyphs) {
        title = "run \(first.id) and run \(second.id)"
        let comparison = RunComparison(first.run, second.run)
        func texts(_ a: String, _ b: String) -> Part { Self.texts(a, b, width: width, glyphs: glyphs) }
        func settings(_ differences: [RunComparison.Difference]) -> [Part] {
            differences.flatMap { difference -> [Part] in
                let (a, b) = (difference.first ?? "-", difference.second ?? "-")
                // Values that don't fit on a line are wrapped.
                let name = Self.shown(difference.name)
                if name.count + max(a.count, b.count) + 1 > width || (a + b).contains(where: \.isNewline) {
                    return [.line(name), texts(a, b)]
                }
                return [.setting(name: name, first: a, second: b)]
            }
        }
        if comparison.isSamePrompt {
            parts.append(.line("The prompt is the same."))
        } else if let differing = Self.differing(first.run.prompt.text, second.run.prompt.text) {
            for part in differing {
                parts += [
                    .heading("prompt: \(Self.shown(part.name))"), texts(part.first ?? "", part.second ?? ""),
                ]
            }
            if differing.isEmpty { parts.append(.line("The prompts differ only in their lanes.")) }
        } else {
            parts += [.heading("prompt"), texts(first.run.prompt.text, second.run.prompt.text)]
        }
        parts += settings(comparison.differences)
        for pair in comparison.lanes {
            let names = [pair.first?.name, pair.second?.name].compactMap { $0 }
            parts.append(
                .heading(names.first == names.last ? "lane \(names[0])" : "lanes \(names.joined(separator: ", "))"))
            parts += settings(pair.differences)
            if pair.isSameText { parts.append(.line("The texts are the same, byte for byte:")) }
            let count = max(1, pair.first?.result.samples.count ?? 0, pair.second?.result.samples.count ?? 0)
            for number in 0..<min(count, Self.mostSamples) {
                if count > 1 { parts.append(.line("sample \(number + 1) of \(count)")) }
                parts.append(texts(Self.text(of: pair.first, number), Self.text(of: pair.second, number)))
            }
        }
    }

    /// Returns the parts in which two prompts differ, but for their lanes, which are compared by themselves; nil if one can't be
    /// read, or nothing in them differs.
    private static func differing(_ first: String, _ second: String) -> [PromptDifference.Part]? {
        guard let first = try? PromptFile(text: first, name: "prompt").prompt,
            let second = try? PromptFile(text: second, name: "prompt").prompt
        else { return nil }
        let parts = PromptDifference(first, second).parts
        guard !parts.isEmpty else { return nil }
        return parts.filter { !["lanes", "order of lanes"].contains($0.name) && !$0.name.hasPrefix("lane ") }
    }

    /// Returns the screen's word for a setting that files spell so; other names as they are.
    private static func shown(_ name: String) -> String { SettingsKey(rawValue: name)?.setting.title ?? name }

    /// The largest number of samples of a lane that are compared, because finding differences takes time.
    private static let mostSamples = 32

    private static func text(of lane: LaneRecord?, _ sample: Int) -> String {
        guard let lane else { return "(no such lane)" }
        if let error = lane.error { return error }
        let samples = lane.result.samples
        guard samples.indices.contains(sample) else { return "(no such sample)" }
        return samples[sample].text.isEmpty ? samples[sample].shown : samples[sample].text
    }

    init(title: String, _ difference: PromptDifference, width: Int, glyphs: Glyphs) {
        self.title = title
        if difference.parts.isEmpty { parts.append(.line("Both have the same content.")) }
        for part in difference.parts {
            parts.append(.heading(Self.shown(part.name)))
            parts.append(Self.texts(part.first ?? "", part.second ?? "", width: width, glyphs: glyphs))
        }
    }

    /// Wraps its texts for another size of the screen.
    mutating func fit(_ size: Size, glyphs: Glyphs) {
        let width = Self.textWidth(size)
        parts = parts.map { part in
            if case .whole(let text) = part {
                return .whole(WrappedText(text.text, width: Self.wholeWidth(size), glyphs: glyphs))
            }
            guard case .texts(let first, let marksOfFirst, let second, let marksOfSecond) = part else { return part }
            return .texts(
                WrappedText(first.text, width: width, glyphs: glyphs), marksOfFirst,
                WrappedText(second.text, width: width, glyphs: glyphs), marksOfSecond)
        }
        top = min(top, max(0, rows - 1))
    }

    /// Returns the text on a side that stands highest on the screen; nil if there is none.
    func text(on side: Side) -> String? {
        var end = 0
        for part in parts {
            end += part.rows
            if end > top, case .whole(let text) = part { return text.text }
            guard end > top, case .texts(let first, _, let second, _) = part else { continue }
            return side == .left ? first.text : second.text
        }
        return nil
    }

    static func texts(_ a: String, _ b: String, width: Int, glyphs: Glyphs) -> Part {
        let difference = WordDifference(a, b)
        return .texts(
            WrappedText(a, width: width, glyphs: glyphs), difference.inFirst,
            WrappedText(b, width: width, glyphs: glyphs), difference.inSecond)
    }
}
