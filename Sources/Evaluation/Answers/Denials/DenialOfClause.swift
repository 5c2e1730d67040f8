/// Denials that stand further before what they deny, in its clause: `I don't think this review is positive`, `Nothing in it is
/// positive`, `If it were positive`.
extension AnswerText {
    /// Verbs of saying and thinking: who denies them denies what is said.
    private static let stances: Set<String> = [
        "think", "believe", "say", "claim", "call", "consider", "agree", "expect", "deem", "conclude", "suppose",
        "assume",
    ]
    /// Verbs that ascribe something to a text: who denies them denies what is ascribed.
    private static let ascriptions: Set<String> = [
        "be", "been", "seem", "appear", "have", "express", "contain", "show", "convey", "sound", "look", "feel", "read",
        "come", "belong", "fit", "count", "qualify", "describe", "classify", "categorize", "label", "rate", "find",
        "regard", "view", "see", "become", "support", "mean", "mention", "include", "reflect", "indicate", "suggest",
        "demonstrate", "use", "display", "discuss", "cover", "concern", "relate",
    ]
    /// What makes a negated verb or adjective no denial: `I don't see any problem with`, `It isn't hard to see that`.
    private static let contraries: Set<String> = [
        "question", "hesitation", "reservation",
        "why", "wrong", "problem", "problems", "issue", "issues", "harm", "hard", "difficult", "surprising",
        "surprised", "surprise", "doubt", "deny", "hesitate", "help", "bad", "unusual", "uncommon", "unreasonable",
        "until", "unless", "other",
    ]
    private static let opinions: Set<String> = [
        "clear", "certain", "sure", "true", "obvious", "likely", "evident", "convinced", "fair", "accurate", "correct",
        "right", "possible",
    ]
    private static let beings: Set<String> = [
        "is", "are", "was", "were", "be", "am", "it's", "that's", "he's", "she's", "this's", "there's", "i'm",
        "they're", "we're", "you're", "what's",
    ]
    private static let negatedBeings: Set<String> = ["isn't", "aren't", "wasn't", "weren't", "isnt", "ain't"]
    private static let finites = beings.union([
        "has", "have", "had", "makes", "made", "seems", "gives", "remains", "expresses", "says",
    ])
    /// Words between `too` and a place with which that is said all the same: `What is too salty to eat is negative`.
    private static let statements = finites.subtracting(["be", "have"]).union(["not"])
    /// Nouns whose absence denies what they are of: `no indication that it's positive`.
    private static let signs: Set<String> = [
        "indication", "evidence", "sign", "signs", "hint", "trace", "way", "reason", "proof", "basis", "mention",
        "longer", "connection", "relation",
    ]
    /// Words that bring what a condition has led to.
    private static let consequences: Set<String> = ["would", "must", "should", "then", "it'd", "say", "choose", "ask"]

    /// Returns whether a denial stands in the clause before an index, however far.
    func isClauseDenied(before start: Int, from first: Int, _ named: Named) -> Bool {
        let clause = ClauseWords(self, before: start, from: first)
        for (place, word) in clause.words.enumerated() {
            if word == "but", clause[place + 1] == "anything" {
                // `can't be anything but positive`
                return named != .number && !clause.isNegated(place + 1)
            }
            // `I don't think so`, `instead of` and `what I'd call` are no turns.
            let isTurn =
                ClauseWords.turns.contains(word) && !(word == "instead" && clause[place - 1] == "of")
                && !(word == "i'd" && clause[place + 1] == "what")
            if isTurn { return false }
            if ["nothing", "none"].contains(word),
                ["short", "less", "other", "else", "more"].contains(clause[place - 1])
            {
                return false
            }
            if denies(clause, at: place, named) { return true }
        }
        return false
    }

    private func denies(_ clause: ClauseWords, at place: Int, _ named: Named) -> Bool {
        let (word, next) = (clause[place], clause[place - 1])
        if ClauseWords.isNegation(word) { return negates(clause, at: place, named) }
        if word == "doubt" || word == "doubts" || word == "doubtful" {
            return !clause.isNegated(place) && next != "about" && next != "of"
        }
        if clause.isReport(place, named) { return true }
        guard named != .number else { return false }
        switch word {
        case "if", "whether":
            return !clause.has(Self.consequences, behind: place) && !["anything", "not", "you", "so"].contains(next)
        case "no":
            return (Self.signs.contains(next) && !clause.has(Self.contraries, behind: place))
                || (next == "one" && named == .choice)
        case "hard", "difficult", "impossible", "hesitant", "reluctant":
            return next == "to" && isVerb(clause[place - 2], named) && !clause.isNegated(place)
        case "half", "partly", "partially": return place == 0
        case "opposite", "contrary", "reverse":
            return ["of", "to"].contains(next) && !clause.has(Self.finites, behind: place)
        default: return named == .choice && deniesChoice(clause, at: place)
        }
    }

    private func deniesChoice(_ clause: ClauseWords, at place: Int) -> Bool {
        let (word, next) = (clause[place], clause[place - 1])
        let isPlain = !clause.has(Self.finites, behind: place)
        switch word {
        case "nothing", "nobody", "none": return !clause.beginsAnew(behind: place)
        case "lack", "lacks", "lacked", "lacking", "without":
            return isPlain && !clause.isNegated(place) && !clause.has(Self.contraries, behind: place)
        case "pretends", "pretend", "pretended": return next == "to"
        case "stopped", "stops", "ceased": return next == "being"
        case "been":
            let isUnreal = ["could", "should", "would"].contains(clause[place + 2])
            return isPlain && isUnreal && clause[place + 1] == "have"
        case "fail", "fails", "failed":
            return next == "to" && isVerb(clause[place - 2], .choice) && !clause.isNegated(place)
        case "deny", "denies", "denied", "refuses", "refused", "refuse": return !clause.isNegated(place)
        case "less": return next == "than" && place < 4 && isPlain && clause[place + 1] != "nothing"
        case "rather": return next == "than" && isPlain
        case "instead", "short": return next == "of" && isPlain && clause[place + 1] != "nothing"
        case "far": return next == "from" && isPlain
        // `too negative to be positive`
        case "too":
            return clause.has(["to"], behind: place) && !clause.has(Self.statements, behind: place)
        default: return false
        }
    }

    private static let praising: Set<String> = [
        "couldn't", "can't", "cannot", "won't", "wouldn't", "never", "hardly", "scarcely",
    ]

    /// Returns whether a negation reaches the end of the clause.
    private func negates(_ clause: ClauseWords, at place: Int, _ named: Named) -> Bool {
        // `couldn't be more positive`
        if clause[0] == "more", Self.praising.contains(clause[place]) { return false }
        let head = clause.head(behind: place)
        if ["only", "merely"].contains(head) || clause.has(Self.contraries, behind: place) { return false }
        if clause.isDescription(place) { return false }
        let isBeing =
            Self.negatedBeings.contains(clause[place])
            || (clause[place] == "not" && Self.beings.contains(clause[place + 1]))
        if isBeing {
            if Self.opinions.contains(head) { return true }
            return named == .choice && !clause.has(Self.finites, behind: place)
        }
        return isVerb(head, named)
    }

    /// Returns whether a word is a form of a verb that carries a denial on.
    private func isVerb(_ word: String, _ named: Named) -> Bool {
        let forms = [word] + ["s", "ed", "d", "ing"].filter(word.hasSuffix).map { String(word.dropLast($0.count)) }
        if forms.contains(where: Self.stances.contains) { return true }
        return named == .choice && forms.contains(where: Self.ascriptions.contains)
    }
}
