import ArgumentParser
import Foundation
import Library
import Runtime
import Sampling
import TextLayout

/// How a run's result is written for people and other programs.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    case html, markdown, csv, json
}

extension RunReport {
    /// A result that `--format json` printed, or one line of `lathe batch`.
    init(json text: String, name: String) throws {
        do {
            self = try JSONDecoder().decode(RunReport.self, from: Data(text.utf8))
        } catch let error as DecodingError {
            throw Failure("\(name) is no result of `lathe run --format json`: \(Self.reason(error))")
        }
    }

    /// The result in a format.
    func text(_ format: ReportFormat) throws -> String {
        switch format {
        case .html: ReportPage(self).html
        case .markdown: markdown
        case .csv: csv
        case .json: try json(pretty: true)
        }
    }

    private static func reason(_ error: DecodingError) -> String {
        func path(_ context: DecodingError.Context) -> String {
            var path = ""
            for key in context.codingPath {
                path += key.intValue.map { "[\($0)]" } ?? (path.isEmpty ? key.stringValue : ".\(key.stringValue)")
            }
            return path.isEmpty ? "the file" : "`\(path)`"
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(path(context)) has no `\(key.stringValue)`."
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(path(context)) has a value of another kind."
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty ? "it is no JSON." : "\(path(context)): \(context.debugDescription)"
        @unknown default: return "it has another shape."
        }
    }

    // MARK: words

    /// The settings that tell lanes apart most often.
    static func knobs(_ settings: Settings) -> String {
        var parts = ["T \(decimal(settings.temperature, 2))"]
        if settings.temperature > 0 {
            parts.append("K \(settings.topK == 0 ? "off" : String(settings.topK))")
            parts.append("P \(settings.topP == 1 ? "off" : decimal(settings.topP, 2))")
        }
        return parts.joined(separator: "  ")
    }

    static func decimal(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}

extension RunReport.Lane {
    /// `cot, 5 samples`.
    var way: String { technique.rawValue + (samples.count > 1 ? ", \(samples.count) samples" : "") }

    /// The output, or all of them with their majority; in place of both what went wrong.
    var body: String {
        if let error { return error }
        guard samples.count > 1 else { return text }
        let texts = samples.enumerated().map { "\($0 + 1). \($1.text)" }
        return texts.joined(separator: "\n") + "\n\nmajority: \(answer)"
    }

    /// Tokens, times, and why it ended.
    var footer: String {
        let drawn = usage.generatedTokens
        var parts = ["\(drawn) tok", "\(RunReport.decimal(timings.firstTokenSeconds, 2)) s first"]
        if let rate = tokensPerSecond { parts.append("\(Int(rate.rounded())) t/s") }
        if let finish = stages.last?.finish.rawValue { parts.append(finish) }
        return parts.joined(separator: " · ")
    }

    /// Tokens a second after the first; nil where too few say nothing.
    var tokensPerSecond: Double? {
        guard timings.decodeSeconds > 0.001, usage.generatedTokens > 1 else { return nil }
        return Double(usage.generatedTokens - 1) / timings.decodeSeconds
    }
}

// MARK: Markdown and tables

extension RunReport {
    /// A heading and a fenced text for each lane.
    var markdown: String {
        var output =
            "# \(harmless(prompt))\n\n\(harmless(model.name)) · \(harmless(model.quantization)) · \(mode.rawValue) mode\n"
        for lane in lanes {
            let knobs = Self.knobs(lane.modelParameters)
            output += "\n## \(harmless(lane.name))\n\n\(lane.way) · \(knobs) · seed \(lane.modelParameters.seed)\n\n"
            let body = harmless(lane.body)
            // A fence longer than any run of backticks in the text.
            let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: body) + 1))
            output += "\(fence)text\n\(body)\n\(fence)\n\n\(lane.footer)\n"
        }
        return output
    }

    private func longestRun(of character: Character, in text: String) -> Int {
        var longest = 0
        var run = 0
        for next in text {
            run = next == character ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }

    /// A row for each sample (RFC 4180), every setting in a column of its own.
    var csv: String {
        var rows = [
            ["prompt", "model", "mode", "lane", "technique", "layout", "sample", "text", "answer", "finish", "error"]
                + SettingsKey.allCases.map(\.rawValue)
                + [
                    "promptTokens", "cachedTokens", "generatedTokens", "prefillSeconds", "firstTokenSeconds",
                    "decodeSeconds",
                ]
        ]
        for lane in lanes {
            let settings = SettingsKey.allCases.map { lane.modelParameters[$0].description }
            let numbers =
                [lane.usage.promptTokens, lane.usage.cachedTokens, lane.usage.generatedTokens].map(String.init)
                + [lane.timings.prefillSeconds, lane.timings.firstTokenSeconds, lane.timings.decodeSeconds].map {
                    Self.decimal($0, 4)
                }
            // A lane that failed has a row too.
            for index in 0..<max(1, lane.samples.count) {
                let sample = index < lane.samples.count ? lane.samples[index] : nil
                let own = [
                    String(index + 1), sample?.text ?? "", sample?.answer ?? "",
                    sample?.stages.last?.finish.rawValue ?? "", lane.error ?? "",
                ]
                rows.append(
                    [prompt, model.name, mode.rawValue, lane.name, lane.technique.rawValue, lane.layout.rawValue] + own
                        + settings + numbers)
            }
        }
        return rows.map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A cell; one that a spreadsheet would take for a formula begins with an apostrophe.
    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false && Double(text) == nil
        let safe = isFormula ? "'" + text : text
        guard safe.utf8.contains(where: { [UInt8(ascii: ","), 0x22, 0x0A, 0x0D].contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
