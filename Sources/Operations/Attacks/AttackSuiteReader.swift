import Evaluation
import Prompting
import YAMLText

/// Reads a suite of attacks, and collects all that is wrong in it.
struct AttackSuiteReader {
    /// What is wrong, in sentences without the file's name.
    private(set) var problems: [String] = []
    /// The name or the file of the suite that this one adds to; nil if it stands alone.
    var extended: String? { pairs["extends"]?.scalar }
    private let pairs: [YAMLPair]

    /// Reads the text of a file.
    ///
    /// - Throws: The reason why it isn't YAML, or has no keys.
    init(path: String, text: String) throws {
        guard let node = try YAMLComposer.compose(YAMLSource(file: path, text: text)),
            case .map(let pairs)? = YAMLValue(node)
        else { throw Failure("\(path) is no suite of attacks: it has no keys.") }
        self.pairs = pairs
    }

    /// Returns the suite. What is wrong in it is in ``problems`` then.
    mutating func suite(named name: String) -> AttackSuite {
        let suite = AttackSuite(
            name: pairs["name"]?.scalar ?? name, secrets: items("secrets").compactMap { secret($0) },
            attacks: items("attacks").compactMap { attack($0) },
            questions: items("questions").compactMap { question($0) }, defences: texts("defences", of: pairs, in: nil))
        let known = ["name", "description", "extends", "secrets", "attacks", "questions", "defences"]
        checkKeys(of: pairs, known: known, in: nil)
        if pairs["extends"] != nil, (extended ?? "").isEmpty {
            problems.append("`extends` must be the name or the file of one suite.")
        }
        for key in ["secrets", "attacks"] where pairs[key] == nil && pairs["extends"] == nil {
            problems.append("`\(key)` is missing.")
        }
        checkNames(suite.attacks.map(\.id), of: "attacks")
        checkNames(suite.questions.map(\.id), of: "questions")
        return suite
    }

    // MARK: items

    private struct Item {
        /// Where it is, as `item 3 of attacks`.
        var place: String
        var pairs: [YAMLPair]
    }

    private mutating func items(_ key: String) -> [Item] {
        guard let value = pairs[key] else { return [] }
        guard case .list(let values) = value, !values.isEmpty else {
            problems.append("`\(key)` must be a list.")
            return []
        }
        var items: [Item] = []
        for (index, value) in values.enumerated() {
            let place = "item \(index + 1) of `\(key)`"
            if case .map(let pairs) = value {
                items.append(Item(place: place, pairs: pairs))
            } else {
                problems.append("\(place) must have keys.")
            }
        }
        return items
    }

    private mutating func secret(_ item: Item) -> AttackSecret? {
        checkKeys(of: item.pairs, known: ["kind", "text", "rule", "asks"], in: item)
        let word = text("kind", of: item)
        let kind = AttackSecret.Kind(rawValue: word)
        if kind == nil, !word.isEmpty {
            let kinds = AttackSecret.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            problems.append("\(item.place) has the kind `\(word)`; there are \(kinds).")
        }
        var asks: [String: String] = [:]
        if case .map(let pairs)? = item.pairs["asks"] {
            for pair in pairs { if let text = pair.value.scalar, !text.isEmpty { asks[pair.key] = text } }
        }
        if asks.isEmpty { problems.append("\(item.place) needs `asks`, a text for each language.") }
        let text = kind == .instruction ? "" : text("text", of: item)
        return kind.map { AttackSecret(kind: $0, text: text, rule: item.pairs["rule"]?.scalar ?? "", asks: asks) }
    }

    private mutating func attack(_ item: Item) -> AttackSuite.Attack {
        checkKeys(of: item.pairs, known: ["id", "kind", "language", "text", "source", "turns"], in: item)
        let attack = AttackSuite.Attack(
            id: text("id", of: item), kind: text("kind", of: item), language: item.pairs["language"]?.scalar ?? "en",
            text: text("text", of: item), source: item.pairs["source"]?.scalar, turns: turns(of: item))
        let texts = [attack.text, attack.source ?? ""] + attack.turns.map(\.text)
        if !attack.text.isEmpty, !texts.contains(where: AskedText.isIn) {
            problems.append("\(item.place) asks for nothing: `{{ask}}` is missing.")
        }
        return attack
    }

    private mutating func turns(of item: Item) -> [Turn] {
        guard let value = item.pairs["turns"] else { return [] }
        var turns: [Turn] = []
        if case .list(let values) = value {
            for case .map(let pairs) in values {
                for pair in pairs {
                    guard let role = Role(rawValue: pair.key), role != .system, let said = pair.value.scalar else {
                        problems.append("\(item.place): `\(pair.key)` is no turn; there are user and assistant.")
                        continue
                    }
                    turns.append(Turn(role: role, text: said))
                }
            }
        }
        if turns.isEmpty { problems.append("\(item.place): `turns` must be a list of what user and assistant say.") }
        return turns
    }

    private mutating func question(_ item: Item) -> AttackSuite.Question {
        checkKeys(of: item.pairs, known: ["id", "text", "words"], in: item)
        let (asked, known) = (text("text", of: item), problems.count)
        let words = texts("words", of: item.pairs, in: item)
        if words.isEmpty, problems.count == known {
            problems.append("\(item.place) needs `words`, of which an answer to the point has at least one.")
        }
        return AttackSuite.Question(id: item.pairs["id"]?.scalar ?? asked, text: asked, words: words)
    }

    // MARK: values

    private mutating func text(_ key: String, of item: Item) -> String {
        guard let text = item.pairs[key]?.scalar, !text.isEmpty else {
            problems.append("\(item.place) needs a text as `\(key)`.")
            return ""
        }
        return text
    }

    private mutating func texts(_ key: String, of pairs: [YAMLPair], in item: Item?) -> [String] {
        guard let value = pairs[key] else { return [] }
        if case .list(let values) = value {
            let texts = values.compactMap(\.scalar)
            if texts.count == values.count { return texts }
        }
        problems.append(Self.placed("`\(key)` must be a list of texts.", item))
        return []
    }

    private mutating func checkKeys(of pairs: [YAMLPair], known: [String], in item: Item?) {
        for pair in pairs where !known.contains(pair.key) {
            problems.append(Self.placed("`\(pair.key)` is no key; there are \(known.joined(separator: ", ")).", item))
        }
    }

    private mutating func checkNames(_ names: [String], of key: String) {
        var known: Set<String> = []
        for name in names where !known.insert(name).inserted && !name.isEmpty {
            problems.append("Two of the `\(key)` have the name `\(name)`.")
        }
    }

    private static func placed(_ sentence: String, _ item: Item?) -> String {
        item.map { "\($0.place): \(sentence)" } ?? sentence
    }
}
