import Foundation
import GRDB
import Library
import TextSearch

/// Finds occurrences of words in a run, with a few words around.
struct Snippets {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    /// Returns the first occurrence of the first word that is found; else the beginning of the prompt.
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

    /// Returns the text around a word's first occurrence; nil if there is none. Like in the index, case, accents,
    /// widths and forms of Unicode may differ.
    static func around(_ word: String, in text: String, characters: Int = 72) -> String? {
        let found = ASCIIWord(word).range(in: text) ?? FoldedText.range(of: word, in: text)
        guard let found else { return nil }
        // Little text before the word, so that a narrow column shows the word. Characters stay whole, though the match
        // may begin or end inside of one.
        let before = text[..<found.lowerBound].suffix(characters / 4)
        let after = text[found.upperBound...].prefix(characters)
        let middle = preview(String(text[before.startIndex..<after.endIndex]), characters: .max)
        return (before.startIndex > text.startIndex ? "…" : "") + middle + (after.endIndex < text.endIndex ? "…" : "")
    }
}

/// Finds a word as it is written. The case of ASCII letters may differ.
private struct ASCIIWord {
    private let needle: [UInt8]

    init(_ word: String) {
        needle = word.precomposedStringWithCanonicalMapping.utf8.map(Self.lowercased)
    }

    func range(in text: String) -> Range<String.Index>? {
        guard let at = firstIndex(in: text) else { return nil }
        let start = text.utf8.index(text.utf8.startIndex, offsetBy: at)
        return start..<text.utf8.index(start, offsetBy: needle.count)
    }

    private func firstIndex(in text: String) -> Int? {
        var text = text
        return text.withUTF8 { bytes -> Int? in
            guard let first = needle.first, bytes.count >= needle.count else { return nil }
            for start in 0...bytes.count - needle.count where Self.lowercased(bytes[start]) == first {
                if needle.indices.allSatisfy({ Self.lowercased(bytes[start + $0]) == needle[$0] }) { return start }
            }
            return nil
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
}

/// Finds a word by the form in which the index has it, character by character, so that its place in the text is known.
private enum FoldedText {
    static func range(of word: String, in text: String) -> Range<String.Index>? {
        let needle = Array(word.flatMap { folded($0) })
        guard !needle.isEmpty, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var scalars: [Unicode.Scalar] = []
        var places: [String.Index] = []
        for index in text.indices {
            for scalar in folded(text[index]) {
                scalars.append(scalar)
                places.append(index)
            }
        }
        guard let start = scalars.firstRange(of: needle) else { return nil }
        return places[start.lowerBound]..<text.index(after: places[start.upperBound - 1])
    }

    private static func folded(_ character: Character) -> [Unicode.Scalar] {
        let scalars = character.unicodeScalars
        // Most characters are Hangul and ASCII, which are their own form.
        if let only = scalars.first, scalars.count == 1 {
            if only.isASCII { return Array(String(character).lowercased().unicodeScalars) }
            if 0xAC00...0xD7A3 ~= only.value || 0x4E00...0x9FFF ~= only.value { return [only] }
        }
        let plain = SearchText.folded(String(character)).lowercased().decomposedStringWithCanonicalMapping
        let letters = plain.unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }
        return Array(String(String.UnicodeScalarView(letters)).precomposedStringWithCanonicalMapping.unicodeScalars)
    }
}
