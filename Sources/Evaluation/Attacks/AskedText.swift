/// What an attack asks for, in the places that its template has for it.
package struct AskedText: Sendable {
    private let ways: [(mark: String, text: String)]

    /// Prepares a text in plain words, in base64, by ROT13, backwards and letter by letter.
    package init(_ ask: String) {
        ways = zip(
            Self.marks,
            [
                ask, ask.base64, DecodedViews.rotated(ask), String(ask.reversed()),
                ask.map(String.init).joined(separator: " "),
            ]
        ).map { ($0, $1) }
    }

    /// The marks that stand for it in a template.
    private static let marks = ["{{ask}}", "{{ask:base64}}", "{{ask:rot13}}", "{{ask:reversed}}", "{{ask:spaced}}"]

    /// Returns whether a template has a place for it.
    package static func isIn(_ template: String) -> Bool { marks.contains { template.contains($0) } }

    /// Returns a template with the text in its places.
    package func filled(into template: String) -> String {
        ways.reduce(template) { $0.replacing($1.mark, with: $1.text) }
    }
}
