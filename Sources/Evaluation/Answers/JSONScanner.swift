import JSONText

/// A path to a part of a JSON value: `name`, `items[0].price`, `$.items[0]`, or `$` for the whole value.
struct JSONPath: Sendable, Hashable {
    /// One step into a value.
    enum Step: Sendable, Hashable {
        case key(String)
        case index(Int)
    }

    private(set) var steps: [Step] = []
    /// The path as it is written.
    let text: String

    init(_ text: String) throws(AnswerTypeError) {
        self.text = text
        var rest = text[...]
        if rest.first == "$" {
            rest.removeFirst()
            if rest.first == "." {
                rest.removeFirst()
            } else if rest.first.map({ $0 != "[" }) ?? false {
                throw .badPath(text)
            }
        } else if rest.isEmpty {
            throw .badPath(text)
        }
        guard rest.last != "." else { throw .badPath(text) }
        while let next = rest.first {
            if next == "[" {
                let inside = rest.dropFirst().prefix { $0 != "]" }
                rest = rest.dropFirst(inside.count + 1)
                guard let index = Int(inside), index >= 0, rest.popFirst() == "]" else { throw .badPath(text) }
                steps.append(.index(index))
            } else {
                let key = rest.prefix { $0 != "." && $0 != "[" }
                guard !key.isEmpty else { throw .badPath(text) }
                steps.append(.key(String(key)))
                rest = rest.dropFirst(key.count)
            }
            guard rest.first == "." else {
                guard rest.isEmpty || rest.first == "[" else { throw .badPath(text) }
                continue
            }
            rest.removeFirst()
            guard rest.first != "[", rest.first != "." else { throw .badPath(text) }
        }
    }

    /// Returns the part that the path leads to; nil if there is none.
    func value(in value: JSONValue) -> JSONValue? {
        var value = value
        for step in steps {
            switch (step, value) {
            case (.key(let key), .object(let values)):
                guard let next = values[key] else { return nil }
                value = next
            case (.index(let index), .list(let values)):
                guard values.indices.contains(index) else { return nil }
                value = values[index]
            default: return nil
            }
        }
        return value
    }
}

/// Finds the lists and objects of JSON in an output, in a fence or amid prose, and takes the part that a path leads to.
///
/// JSON without that path is no answer, nor is null at it. Texts are equal if all characters are, numbers if their
/// values are.
struct JSONScanner: AnswerScanner {
    private let path: JSONPath

    init(_ path: JSONPath) {
        self.path = path
    }

    func search(_ region: AnswerRegion, pick: AnswerPick) -> AnswerSearch {
        let pick = region.isAnnounced ? .first : pick
        if let answer = answer(in: region.text, pick) { return .found(answer) }
        let repair = JSONRepair(region.text)
        guard !repair.made.isEmpty, let answer = answer(in: repair.text, pick) else {
            let hasJSON = JSONInText(repair.text).contains { _ in true }
            return .nothing(hasJSON ? .nothingAt(path.text) : region.kind.missing("JSON"))
        }
        return .repaired(answer, repair.made)
    }

    private func answer(in text: String, _ pick: AnswerPick) -> String? {
        var picked: String?
        for value in JSONInText(text) {
            guard let answer = path.value(in: value).flatMap(Self.text) else { continue }
            picked = answer
            if pick == .first { break }
        }
        return picked
    }

    func isSame(_ first: String, _ second: String) -> Bool { first == second }

    func canonical(_ expected: String) -> String? {
        let text = expected.trimmingSpaces
        let bytes = Array(text.utf8)
        var reader = JSONReader(bytes, in: 0..<bytes.count)
        // `72.0` and `[1, 2]` are read as JSON; everything else is a text.
        guard let value = try? reader.whole() else { return text.isEmpty ? nil : text }
        if case .null = value { return text }
        return Self.text(value)
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .null: nil
        case .text(let text): text.trimmingSpaces.isEmpty ? nil : numberOrText(text.trimmingSpaces)
        case .bool, .number, .list, .object: value.canonical
        }
    }

    /// Returns the canonical number if the text is one, so that `"72"` equals 72; else the text.
    private static func numberOrText(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var reader = JSONReader(bytes, in: 0..<bytes.count)
        if let first = bytes.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
            case .number(let number)? = try? reader.whole()
        {
            return JSONNumber(number)?.canonical ?? text
        }
        return text
    }
}
