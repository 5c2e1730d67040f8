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

    /// Refuses properties that may be left out if they are more than a grammar can choose between.
    mutating func checkOptional(_ properties: JSONObject, required: JSONValue?, at place: JSONPointer) {
        var names = Set(properties.members.map(\.key))
        if case .list(let keys)? = required {
            for case .text(let key) in keys { names.remove(key) }
        }
        guard names.count > Self.mostChoices else { return }
        refuse(
            place,
            "has \(names.count) that may be left out; a grammar can choose between at most \(Self.mostChoices).")
    }

    /// Refuses alternatives that together begin in more ways than a grammar can choose between, as several long lists of values do.
    mutating func checkBeginnings(of value: JSONValue?, at place: JSONPointer) {
        guard case .list(let schemas)? = value, schemas.count <= Self.mostChoices else { return }
        var total = 0
        for schema in schemas {
            var beginnings = Beginnings(document: document)
            beginnings.add(schema)
            guard !beginnings.isEndless else {
                return refuse(place, "leads back to itself before any text, which no grammar can follow.")
            }
            // Such an alternative is refused at its own place.
            guard beginnings.count <= Self.mostChoices else { return }
            total += beginnings.count
        }
        guard total > Self.mostChoices else { return }
        refuse(
            place,
            "has \(total) values in its alternatives; a grammar can choose between at most \(Self.mostChoices).")
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

/// Counts the ways in which a value of a schema can begin in the grammar.
private struct Beginnings {
    let document: JSONValue
    private(set) var count = 0
    /// True if a reference leads back to itself. To a check of values it may lead elsewhere: llama.cpp doesn't read the `$id` that a
    /// reference is relative to.
    private(set) var isEndless = false
    /// The references that lead to the present place.
    private var path: [String] = []
    private var visits = 0

    /// The most schemas that are looked at: alternatives may double at each level.
    private static let mostVisits = 20_000

    init(document: JSONValue) {
        self.document = document
    }

    mutating func add(_ schema: JSONValue) {
        visits += 1
        guard visits < Self.mostVisits, count <= GrammarGapSearch.mostChoices else { return }
        guard case .object(let object) = schema else { return }
        if case .text(let reference)? = object["$ref"] {
            guard reference.hasPrefix("#/") else { return }
            guard !path.contains(reference) else {
                isEndless = true
                return
            }
            path.append(reference)
            defer { path.removeLast() }
            let steps = reference.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            if let target = document[JSONPointer(steps)] { add(target) }
        } else if case .list(let schemas)? = object["oneOf"] ?? object["anyOf"] {
            for schema in schemas { add(schema) }
        } else if case .list(let values)? = object["const"] == nil ? object["enum"] : nil {
            count += values.count
        } else {
            count += 1
        }
    }
}
