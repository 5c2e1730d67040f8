import JSONText

extension GrammarGapSearch {
    /// The most values or alternatives that a grammar can choose between at one place. ``GrammarFollower/mostConfigurations`` are
    /// possible, with what else may come there, such as space.
    static let mostChoices = 4000

    /// Notes a least number that no grammar can have, and a largest number that the grammar takes for no limit.
    mutating func checkSize(
        _ object: JSONObject, _ leastName: String, _ mostName: String, limit: Int, at pointer: JSONPointer
    ) {
        let least = Self.number(object[leastName]) ?? 0
        let most = Self.number(object[mostName])
        if let most, most < least {
            return refuse(
                pointer.appending(leastName),
                "is \(least), which is more than `\(mostName)`, \(most), so that nothing fits.")
        }
        check(least, most, limit: limit, at: pointer.appending(leastName), pointer.appending(mostName))
    }

    /// Notes what the grammar can't repeat of a pattern's `{…}`.
    mutating func checkRepetitions(of pattern: String, at place: JSONPointer) {
        for (least, most) in GrammarPattern.repetitions(in: pattern) {
            if let most, most < least {
                return refuse(
                    place, "asks for at least \(least) and at most \(most) repetitions, so that nothing fits.")
            }
            check(least, most, limit: GrammarParser.mostRepetitions, at: place, place)
        }
    }

    private mutating func check(
        _ least: Int, _ most: Int?, limit: Int, at leastPlace: JSONPointer, _ mostPlace: JSONPointer
    ) {
        guard least <= limit else {
            return refuse(leastPlace, "asks for \(least) repetitions; a grammar has at most \(limit).")
        }
        if let most, most > limit {
            add(mostPlace, "allows \(most) repetitions; the grammar takes more than \(limit) for no limit.")
        }
        let known = most.flatMap { $0 > limit ? nil : $0 }
        count(symbols: least + 3 * (known ?? least + 1), at: known == nil ? leastPlace : mostPlace)
    }

    /// Refuses a list of more values or alternatives than a grammar can choose between, and one with too long a text.
    mutating func checkChoices(_ value: JSONValue?, _ words: String, at place: JSONPointer) {
        guard case .list(let values)? = value else { return }
        guard values.count <= Self.mostChoices else {
            return refuse(
                place, "has \(values.count) \(words); a grammar can choose between at most \(Self.mostChoices).")
        }
        guard words == "values" else { return }
        count(symbols: 2 * values.count, at: place)
        guard values.reduce(0, { $0 + $1.text.utf8.count }) <= Grammar.largestSource else {
            return refuse(place, "is longer than a grammar can be, \(Grammar.largestSource / 1000) kB.")
        }
    }

    /// Counts symbols of the grammar, and refuses the first place with which they are too many.
    mutating func count(symbols more: Int, at place: JSONPointer) {
        guard symbols <= Grammar.mostSymbols else { return }
        symbols += more
        if symbols > Grammar.mostSymbols {
            refuse(
                place,
                "makes the grammar longer than \(Grammar.mostSymbols) symbols, with its repetitions written out; smaller numbers make it shorter."
            )
        }
    }

    private static func number(_ value: JSONValue?) -> Int? {
        guard case .number(let text)? = value, let number = JSONNumber(text) else { return nil }
        return number.integer ?? .max
    }
}
