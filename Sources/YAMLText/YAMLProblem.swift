/// A mistake that libyaml reports, in plain words.
struct YAMLProblem: CustomStringConvertible {
    /// libyaml's message.
    var problem: String
    /// What libyaml was reading.
    var context: String
    /// The line on which that began.
    var contextLine: Int
    /// The byte at the place; nil at the end of the file.
    var byte: UInt8?

    var description: String {
        if problem.contains("tab character") || (byte == .tab && problem.contains("cannot start any token")) {
            return "a line is indented with a tab. YAML takes only spaces there."
        }
        if problem.contains("unexpected end of stream") {
            return "the quote that opens in line \(contextLine) is never closed."
        }
        for (part, words) in Self.words where problem.contains(part) || (part.hasPrefix("while") && context == part) {
            return words.replacing("LINE", with: String(contextLine)).replacing("CHARACTER", with: character)
        }
        return "this is not YAML: \(problem) \(context)."
    }

    private var character: String { byte.map { String(UnicodeScalar($0)) } ?? "" }

    private static let words: [(part: String, words: String)] = [
        (
            "mapping values are not allowed",
            "`: ` isn't allowed here. If it is part of a text, put the text in quotes; otherwise check the indentation."
        ),
        (
            "could not find expected ':'",
            "line LINE should be `key: value`; the colon with a space after it is missing."
        ),
        (
            "cannot start any token",
            "a text can't start with `CHARACTER`. Put it in quotes."
        ),
        (
            "while scanning an alias",
            "`*` begins an alias. If it is meant as text, put the text in quotes."
        ),
        (
            "while scanning an anchor",
            "`&` begins an anchor. If it is meant as text, put the text in quotes."
        ),
        (
            "expected ',' or ']'",
            "the `[` of line LINE isn't closed, or a comma is missing before this."
        ),
        (
            "expected ',' or '}'",
            "the `{` of line LINE isn't closed, or a comma is missing before this."
        ),
        (
            "did not find expected '-' indicator",
            "this doesn't fit into the list that begins in line LINE. Each item starts with `- ` in the same column."
        ),
        (
            "did not find expected key",
            "this doesn't fit into the mapping that begins in line LINE. Each key starts in the same column; "
                + "text goes on only in lines that are indented more, and after a closing quote nothing follows."
        ),
        ("did not find expected node content", "a value is missing here."),
        (
            "block sequence entries are not allowed",
            "a list can't begin here. Write `- ` in a line of its own below the key."
        ),
        (
            "escape",
            "this escape doesn't exist. In double quotes write `\\\\` for a backslash, or use single quotes."
        ),
        ("expected hexdecimal", "this escape needs more hexadecimal digits; write `\\\\` for a backslash."),
        (
            "expected comment or line break",
            "after `|` or `>` the text begins in the next line. If the sign is part of the text, put it in quotes."
        ),
        (
            "unexpected ':'",
            "a colon isn't allowed here. Put the text in quotes."
        ),
        ("while scanning a tag", "`!` begins a tag. If it is meant as text, put the text in quotes."),
        ("undefined tag handle", "`!` begins a tag. If it is meant as text, put the text in quotes."),
        ("directive", "a line that starts with `%` isn't a text. Put it in quotes or indent it."),
        (
            "control characters are not allowed",
            "there is an invisible control character here. Remove it, or write it as an escape in double quotes."
        ),
        ("expected <document start>", "this isn't part of the mapping above it."),
        ("document indicator", "`---` or `...` isn't allowed inside quotes; indent it."),
    ]
}
