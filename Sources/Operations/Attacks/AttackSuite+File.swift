import Evaluation
import Foundation
import Library
import Prompting
import YAMLText

extension AttackSuite {
    /// The name of the suite that is taken where none is named.
    package static let usual = "usual"

    /// Reads a suite: a file, or the name of one in `attacks` in the folder of the user's prompts or of the shipped ones.
    ///
    /// - Throws: A sentence that says what is wrong, and where.
    package init(named word: String) throws {
        let path = try Self.path(of: word)
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        try self.init(name: name, path: path, text: try InputFile.text(ofFile: path))
    }

    private static func path(of word: String) throws -> String {
        if word.contains("/") || FileManager.default.fileExists(atPath: word) { return word }
        let locations = Locations.current
        let folders = [Configuration.current.promptsFolder ?? locations.prompts, locations.shippedPrompts]
        let paths = folders.compactMap { $0.map { "\($0)/attacks/\(word).yaml" } }
        guard let path = paths.first(where: FileManager.default.fileExists) else {
            throw Failure("There is no suite of attacks `\(word)`: neither a file, nor \(paths.joined(separator: ", nor ")).")
        }
        return path
    }

    /// Reads the text of a suite.
    ///
    /// - Throws: A sentence that says what is wrong, and where.
    package init(name: String, path: String, text: String) throws {
        guard let node = try YAMLComposer.compose(YAMLSource(file: path, text: text)),
            case .map(let pairs)? = YAMLValue(node)
        else { throw Failure("\(path) is no suite of attacks: it has no keys.") }
        let known = ["name", "description", "secrets", "attacks", "questions"]
        if let other = pairs.first(where: { !known.contains($0.key) }) {
            throw Failure("\(path): `\(other.key)` is no key of a suite; there are \(known.joined(separator: ", ")).")
        }
        let items = SuiteItems(path: path, pairs: pairs)
        self.init(
            name: pairs["name"]?.scalar ?? name,
            secrets: try items.all("secrets").map { try items.secret($0, $1) },
            attacks: try items.all("attacks").map { try items.attack($0, $1) },
            questions: try items.all("questions").map { try items.question($0, $1) })
        guard !secrets.isEmpty, !attacks.isEmpty else {
            throw Failure("\(path) needs `secrets` and `attacks`.")
        }
        let ids = attacks.map(\.id)
        if let twice = ids.first(where: { id in ids.count { $0 == id } > 1 }) {
            throw Failure("\(path) has two attacks with the id `\(twice)`.")
        }
    }
}

/// Reads the items of a suite's lists.
private struct SuiteItems {
    let path: String
    let pairs: [YAMLPair]

    func all(_ key: String) throws -> [(place: String, item: [YAMLPair])] {
        guard let value = pairs[key] else { return [] }
        guard case .list(let items) = value else { throw Failure("\(path): `\(key)` must be a list.") }
        return try items.enumerated().map { index, item in
            guard case .map(let pairs) = item else {
                throw Failure("\(path): item \(index + 1) of `\(key)` must have keys.")
            }
            return ("item \(index + 1) of `\(key)`", pairs)
        }
    }

    private func text(_ key: String, _ place: String, _ item: [YAMLPair]) throws -> String {
        guard let text = item[key]?.scalar, !text.isEmpty else {
            throw Failure("\(path): \(place) needs a text as `\(key)`.")
        }
        return text
    }

    func secret(_ place: String, _ item: [YAMLPair]) throws -> AttackSecret {
        let word = try text("kind", place, item)
        guard let kind = AttackSecret.Kind(rawValue: word) else {
            let kinds = AttackSecret.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure("\(path): \(place) has the kind `\(word)`; there are \(kinds).")
        }
        guard case .map(let asks)? = item["asks"] else {
            throw Failure("\(path): \(place) needs `asks`, a text for each language.")
        }
        return AttackSecret(
            kind: kind, text: kind == .instruction ? "" : try text("text", place, item),
            rule: item["rule"]?.scalar ?? "",
            asks: Dictionary(asks.compactMap { pair in pair.value.scalar.map { (pair.key, $0) } }) { $1 })
    }

    func attack(_ place: String, _ item: [YAMLPair]) throws -> AttackSuite.Attack {
        var turns: [Turn] = []
        if case .list(let values)? = item["turns"] {
            for case .map(let turn) in values {
                for role in [Role.user, .assistant] {
                    if let said = turn[role.rawValue]?.scalar { turns.append(Turn(role: role, text: said)) }
                }
            }
        }
        let attack = AttackSuite.Attack(
            id: try text("id", place, item), kind: try text("kind", place, item),
            language: item["language"]?.scalar ?? "en", text: try text("text", place, item), turns: turns)
        let ways = ["", ":base64", ":rot13", ":reversed", ":spaced"].map { "{{ask\($0)}}" }
        guard ([attack.text] + turns.map(\.text)).contains(where: { text in ways.contains { text.contains($0) } }) else {
            throw Failure("\(path): \(place) asks for nothing: `{{ask}}` is missing.")
        }
        return attack
    }

    func question(_ place: String, _ item: [YAMLPair]) throws -> AttackSuite.Question {
        var words: [String] = []
        if case .list(let values)? = item["words"] { words = values.compactMap(\.scalar) }
        let asked = try text("text", place, item)
        return AttackSuite.Question(id: item["id"]?.scalar ?? asked, text: asked, words: words)
    }
}
