import TextLayout

/// Writes pages of HTML that load nothing from elsewhere and run no script.
enum Page {
    /// Returns a whole page. `title`, `note` and `main` are HTML, `facts` and `notices` are texts.
    static func document(
        title: String, facts: [String], note: String = "", style more: String = "", main: String, notices: [String]
    ) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
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
