import Prompting
import Retrieval
import TextLayout

/// What commands say about sources and their passages.
package enum SourceReport {
    /// Returns a sentence about a source's index after it was brought up to date.
    package static func sentence(_ name: String, _ update: SourceUpdate) -> String {
        let now = "\(name): \(count(update.files, "file")), \(count(update.chunks, "passage"))"
        let changes = [(update.added, "new"), (update.changed, "changed"), (update.removed, "gone")]
            .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let others = update.others > 0 ? " \(count(update.others, "file")) of other kinds left out." : ""
        return now + (changes.isEmpty ? "; nothing has changed." : "; \(changes.joined(separator: ", ")).") + others
    }

    /// Returns a line for each file that isn't read.
    package static func skipped(_ name: String, _ update: SourceUpdate) -> [String] {
        update.skipped.map { file in
            "\(file.name.isEmpty ? name : "\(name)/\(file.name)") isn't read: \(file.reason)."
        }
    }

    /// Returns passages with their numbers, places, scores and texts.
    package static func lines(_ passages: [FoundPassage], glyphs: Glyphs) -> [String] {
        var lines: [String] = []
        for passage in passages {
            let score = passage.score == 0 ? "" : "  (score \(Self.score(passage.score)))"
            if !lines.isEmpty { lines.append("") }
            lines.append("[\(passage.number)] " + passage.passage.title + score)
            for line in passage.text.split(separator: "\n", omittingEmptySubsequences: false) {
                lines.append(line.isEmpty ? "" : "  " + line)
            }
        }
        return lines.map { harmless($0, glyphs: glyphs) }
    }

    /// Returns a score in digits that tell it from others of its kind: fused ranks are small and lie close together.
    static func score(_ score: Double) -> String { Figures.decimal(score, abs(score) < 0.1 ? 4 : 2) }

    /// Returns a table of the files that passages are from.
    package static func files(_ passages: [FoundPassage]) -> TextTable {
        var rows = [["file", "passages", "tokens", "first heading"]]
        var start = passages.startIndex
        while start < passages.endIndex {
            let file = passages[start].file
            let end = passages[start...].firstIndex { $0.file != file } ?? passages.endIndex
            let tokens = passages[start..<end].reduce(0) { $0 + TokenEstimate.count($1.text) }
            rows.append([
                file, "\(end - start)", "\(tokens)",
                passages[start..<end].lazy.compactMap(\.headings.first).first ?? "",
            ])
            start = end
        }
        return TextTable(rows: rows)
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
