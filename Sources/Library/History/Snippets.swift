import Foundation
import GRDB

/// Where words stand in a run, with a few words around.
struct Snippets {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    /// The first place of the first word that is found; the beginning of the prompt where none is, as it happens where letters have
    /// other accents or cases than the word.
    func match(_ words: [SearchText.Word], in run: Int64) throws -> HistoryEntry.Match {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT prompts.words, runDetails.note FROM runDetails JOIN prompts ON prompts.id = runDetails.prompt
                    WHERE runDetails.run = ?
                    """),
            arguments: [run])
        var places = [("prompt", try row?.text("words") ?? ""), ("note", try row?.text("note") ?? "")]
        let outputs = try StoredText.fetchAll(
            db.cachedStatement(sql: "SELECT text FROM stages WHERE run = ? ORDER BY lane, output, number LIMIT 64"),
            arguments: [run])
        places.insert(contentsOf: outputs.map { ("output", $0.text) }, at: 0)
        for word in words {
            for (place, text) in places {
                if let found = Self.around(word.text, in: text) { return HistoryEntry.Match(place: place, text: found) }
            }
        }
        return HistoryEntry.Match(place: "prompt", text: preview(try row?.text("words") ?? "", characters: 80))
    }

    /// The text around a word's first occurrence, ASCII letters in any case; nil where it has none.
    static func around(_ word: String, in text: String, characters: Int = 36) -> String? {
        let needle = word.precomposedStringWithCanonicalMapping.utf8.map(lowercased)
        guard let at = firstIndex(of: needle, in: text) else { return nil }
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: at)
        let end = utf8.index(start, offsetBy: needle.count)
        // Whole characters, though the match may begin or end inside of one.
        let before = text[..<start].suffix(characters)
        let after = text[end...].prefix(characters * 2)
        let middle = preview(String(text[before.startIndex..<after.endIndex]), characters: .max)
        return (before.startIndex > text.startIndex ? "…" : "") + middle + (after.endIndex < text.endIndex ? "…" : "")
    }

    private static func firstIndex(of needle: [UInt8], in text: String) -> Int? {
        var text = text
        return text.withUTF8 { bytes -> Int? in
            guard let first = needle.first, bytes.count >= needle.count else { return nil }
            for start in 0...bytes.count - needle.count where lowercased(bytes[start]) == first {
                if needle.indices.allSatisfy({ lowercased(bytes[start + $0]) == needle[$0] }) { return start }
            }
            return nil
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
}
