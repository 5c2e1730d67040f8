/// Finds choices: words as a whole and in any case, labels where they stand as labels (`(B)`, `B.`, `b)`, `**B**`, `B is
/// right`, `②`, `나.`), and the words of a case's own options.
///
/// Several choices in one breath (`both A and C`, `A or B`) are no single answer, and denied ones (`A is wrong`, `not
/// positive`) are none.
struct ChoiceScanner: AnswerScanner {
    private let choices: [String]
    private let labels: ChoiceLabels
    private let words: ChoiceWords
    /// The words of a case's options; nil if the case has none.
    private let options: ChoiceWords?

    /// Creates a scanner. `options` are the words of the choices, in their order.
    init(_ choices: [String], options: [String] = []) throws(AnswerTypeError) {
        try AnswerType.checkChoices(choices)
        self.choices = choices
        let scalars = choices.map { AnswerText($0).scalars }
        labels = ChoiceLabels(scalars)
        words = ChoiceWords(scalars.map { $0.count == 1 && $0[0].script == .spaced ? [] : $0 })
        self.options =
            options.isEmpty
            ? nil : ChoiceWords(options.prefix(choices.count).map { AnswerText(ChoiceWords.plain($0)).scalars })
    }

    func search(_ region: AnswerRegion, pick: AnswerPick) -> AnswerSearch {
        let text = AnswerText(region.text)
        return (index(in: text, region.kind, pick)).map { .found(choices[$0]) } ?? .nothing
    }

    private func index(in text: AnswerText, _ kind: AnswerRegion.Kind, _ pick: AnswerPick) -> Int? {
        if kind != .output || text.lineCount == 1, let index = whole(text) { return index }
        var claims = words.claims(in: text)
        claims += labels.claims(in: text, isAnnounced: kind != .output)
        claims = ChoiceGroups(text).joined(claims.sorted { $0.range.lowerBound < $1.range.lowerBound })
        if kind == .output || claims.contains(where: { $0.rank > .loose }) { claims.removeAll { $0.rank == .loose } }
        if let options {
            claims = claims.map { options.checked($0, in: text) }
            if claims.isEmpty || (kind == .output && claims.allSatisfy { $0.rank == .mention }) {
                let mentions = ChoiceGroups(text).joined(options.claims(in: text))
                if !mentions.isEmpty { claims = mentions }
            }
        }
        return ClaimPicker(text, claims, isSame: ==).pick(kind, pick)
    }

    /// Returns the choice or option that a text is as a whole.
    private func whole(_ text: AnswerText) -> Int? {
        words.whole(text) ?? options?.whole(text) ?? labels.whole(text)
    }

    /// Returns the choice that the text is, in any case; else the one that it begins with, as in `(B)` and `B. Paris`.
    func canonical(_ expected: String) -> String? {
        let text = AnswerText(expected.trimmingSpaces)
        if let exact = choices.firstIndex(of: expected.trimmingSpaces) ?? whole(text) { return choices[exact] }
        return index(in: text, .sentence, .first).map { choices[$0] }
    }

    func isSame(_ first: String, _ second: String) -> Bool { first == second }
}
