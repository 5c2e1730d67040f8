import Foundation
import Sampling
import TextLayout

/// Writes pages of HTML that load nothing from elsewhere and run no script but their own.
enum Page {
    /// Returns a whole page. `title`, `note` and `main` are HTML, `facts` and `notices` are texts. Only `script` can run: its
    /// hash is part of the page's policy, so that no text of a model or a file is ever a program.
    static func document(
        title: String, facts: [String], note: String = "", style more: String = "", main: String, notices: [String],
        script: String = ""
    ) -> String {
        let hash = Data(SHA256(of: script).bytes).base64EncodedString()
        let policy = script.isEmpty ? "" : "; script-src 'sha256-\(hash)'"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'\(policy)">
            <title>\(title) – Lathe</title>
            <style>
            \(style)\(more)
            </style>
            </head>
            <body>
            <header>
            <h1 dir="auto">\(title)</h1>
            <p class="facts">\(facts.map { "<span>\(escaped($0))</span>" }.joined(separator: " "))</p>
            \(note)
            </header>
            <main>
            \(main)
            </main>
            <footer>
            \(notices.map { "<p>\(escaped($0))</p>" }.joined(separator: "\n"))
            </footer>
            \(script.isEmpty ? "" : "<script>\(script)</script>")
            </body>
            </html>

            """
    }

    /// Returns a text of a model or a file for the page. Nothing in it is read as a tag, and nothing in it is
    /// invisible.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in harmless(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
