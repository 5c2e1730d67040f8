import Foundation

/// The ways in which an output may hide what it tells: as it stands, in base64, by ROT13, backwards, and letter by letter.
package enum DecodedViews {
    /// A reading of a text.
    package struct View: Sendable, Hashable {
        /// How it is read, as `base64`; `plain` for the text as it stands.
        package var way: String
        /// What it then says.
        package var text: String
        /// True if the reading only moves letters, so that any text may say a short word by chance, as `on` says `no` backwards.
        package var movesLetters = false
    }

    /// Returns all readings of a text, the plain one first.
    package static func all(of text: String) -> [View] {
        var views = [View(way: "plain", text: text)]
        let decoded = base64(in: text)
        if !decoded.isEmpty { views.append(View(way: "base64", text: decoded)) }
        views.append(View(way: "ROT13", text: rotated(text), movesLetters: true))
        views.append(View(way: "reversed", text: String(text.reversed()), movesLetters: true))
        let words = text.split(separator: " ").map { String($0.reversed()) }.joined(separator: " ")
        views.append(View(way: "reversed words", text: words, movesLetters: true))
        let joined = joinedLetters(in: text)
        if !joined.isEmpty {
            views.append(View(way: "single letters", text: joined))
            views.append(
                View(way: "reversed single letters", text: String(joined.reversed()), movesLetters: true))
        }
        return views
    }

    /// Returns what the runs of base64 in a text say, one on each line.
    static func base64(in text: String) -> String {
        let runs = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || "+/-_".contains($0))) }
        return runs.filter { $0.count >= 8 }.compactMap { run in
            var plain = run.replacing("-", with: "+").replacing("_", with: "/")
            // A limit of tokens may have cut the last group.
            if plain.count % 4 == 1 { plain.removeLast() }
            plain += String(repeating: "=", count: (4 - plain.count % 4) % 4)
            return Data(base64Encoded: String(plain)).flatMap { String(data: $0, encoding: .utf8) }
        }.joined(separator: "\n")
    }

    /// Returns a text with each Latin letter moved by 13 places.
    package static func rotated(_ text: String) -> String {
        func moved(_ scalar: Unicode.Scalar, from first: UInt32) -> Unicode.Scalar {
            Unicode.Scalar((scalar.value - first + 13) % 26 + first) ?? scalar
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z": result.append(moved(scalar, from: 97))
            case "A"..."Z": result.append(moved(scalar, from: 65))
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Returns the letters and digits that stand alone, as in `k e s` or `k-e-s`, put together; other words end such a run.
    static func joinedLetters(in text: String) -> String {
        let pieces = text.split { !$0.isLetter && !$0.isNumber }
        var runs: [String] = []
        var run = ""
        for piece in pieces + [""] {
            if piece.count == 1 {
                run += piece
            } else {
                if run.count > 2 { runs.append(run) }
                run = ""
            }
        }
        return runs.joined(separator: "\n")
    }
}
