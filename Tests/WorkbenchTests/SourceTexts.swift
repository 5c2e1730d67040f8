import Foundation

/// The sentences that the sources of the screen say in the last line, and those that tell why a key is off.
///
/// Each value in a sentence is `7`. They are read from the sources, so that none can be forgotten.
struct SourceTexts {
    private(set) var sentences: Set<String> = []

    init() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.deletingLastPathComponent().appending(path: "Sources/Workbench").path
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        for file in files where file.hasSuffix(".swift") && !file.hasPrefix("Words/") {
            let source = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            for start in source.ranges(of: #/\bsay\(/#) { read(source[start.upperBound...], until: ")") }
            let reasons = #/(func (disabledReason|reasonToKeep|reason\(against command)|var reasonAgainst)[^{]*\{/#
            for start in source.ranges(of: reasons) { read(source[start.upperBound...], until: "}") }
        }
    }

    /// Takes the sentences up to the bracket that closes.
    private mutating func read(_ source: Substring, until close: Character) {
        let open: Character = close == ")" ? "(" : "{"
        var rest = source
        var depth = 1
        while depth > 0, let character = rest.popFirst() {
            if character == open { depth += 1 }
            if character == close { depth -= 1 }
            if character == "\"" { add(Self.literal(&rest)) }
        }
    }

    private mutating func add(_ literal: String) {
        // What is appended to a sentence is one of its own.
        let text = literal.replacing(".7", with: ".").trimmingCharacters(in: .whitespaces)
        if text.hasSuffix("."), text.contains(where: \.isLetter) { sentences.insert(text) }
    }

    /// Returns the text of a literal whose first quote was read, and takes it from the source.
    private static func literal(_ rest: inout Substring) -> String {
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            guard character == "\\", let escaped = rest.popFirst() else {
                text.append(character)
                continue
            }
            guard escaped == "(" else {
                text.append(escaped)
                continue
            }
            var depth = 1
            while depth > 0, let inner = rest.popFirst() {
                if inner == "(" { depth += 1 }
                if inner == ")" { depth -= 1 }
                if inner == "\"" { _ = literal(&rest) }
            }
            text.append("7")
        }
        return text
    }
}
