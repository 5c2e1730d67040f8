/// The value of a setting.
package enum SettingsValue: Sendable, Hashable, CustomStringConvertible {
    case number(Double)
    case integer(Int)
    case seed(UInt64)
    case logitBias([Int32: Double])
    case order(StageOrder)
    case decoding(Decoding)
    case texts([String])

    /// Reads a typed value: `0.8`, `40`, `hugging-face`, `top-k;temperature`, `123:-5;42:1.5`. Blanks around it don't count, except in a
    /// stop text. Ranges aren't checked.
    ///
    /// - Throws: ``SettingsError/unreadable(_:text:)``.
    package init(_ key: SettingsKey, reading text: String) throws(SettingsError) {
        let trimmed = Self.trimmed(text)
        let value: SettingsValue?
        switch key.kind {
        case .number: value = Double(trimmed).map { .number($0) }
        case .integer:
            let number = key.setting.number(reading: trimmed).map { Int($0) }
            value = (number ?? Int(trimmed)).map { .integer($0) }
        case .seed: value = UInt64(trimmed).map { .seed($0) }
        case .order: value = StageOrder(rawValue: trimmed).map { .order($0) }
        case .decoding: value = Decoding(rawValue: trimmed).map { .decoding($0) }
        case .logitBias: value = Self.biases(in: trimmed).map { .logitBias($0) }
        case .texts: value = .texts(text.isEmpty ? [] : [text])
        }
        guard let value else { throw .unreadable(key, text: text) }
        self = value
    }

    /// The value as ``init(_:reading:)`` reads it; several stop texts are quoted and separated by commas.
    package var description: String {
        switch self {
        case .number(let number): Self.text(number)
        case .integer(let integer): String(integer)
        case .seed(let seed): String(seed)
        case .order(let order): order.rawValue
        case .decoding(let decoding): decoding.rawValue
        case .logitBias(let biases):
            biases.sorted { $0.key < $1.key }.map { "\($0.key):\(Self.text($0.value))" }.joined(separator: ";")
        case .texts(let texts):
            texts.count == 1 ? texts[0] : texts.map { "\"\($0)\"" }.joined(separator: ", ")
        }
    }

    /// The value as a number; nil if it isn't one, or if it is a seed, which may be too large for one.
    package var number: Double? {
        switch self {
        case .number(let number): number
        case .integer(let integer): Double(integer)
        case .seed, .logitBias, .order, .decoding, .texts: nil
        }
    }

    /// Throws if the setting doesn't allow the value.
    ///
    /// - Throws: ``SettingsError/outOfRange(_:value:)``.
    func check(_ key: SettingsKey) throws(SettingsError) {
        let bad: String?
        // No range contains NaN.
        switch (self, key.kind) {
        case (.number(let number), .number(_, let range)): bad = range.contains(number) ? nil : Self.text(number)
        case (.integer(let integer), .integer(_, let range)): bad = range.contains(integer) ? nil : String(integer)
        case (.seed(let seed), .seed(_, let range)): bad = range.contains(seed) ? nil : String(seed)
        case (.logitBias(let biases), .logitBias(_, let range)):
            let culprit = biases.sorted { $0.key < $1.key }.first { $0.key < 0 || !range.contains($0.value) }
            bad = culprit.map { "\(Self.text($0.value)) for token \($0.key)" }
        case (.texts(let texts), .texts): bad = texts.contains("") ? "an empty text" : nil
        default: bad = nil
        }
        if let bad { throw .outOfRange(key, value: bad) }
    }

    private static func text(_ number: Double) -> String {
        let text = String(number)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }

    private static func biases(in text: String) -> [Int32: Double]? {
        var biases: [Int32: Double] = [:]
        for pair in text.split(separator: ";") {
            let parts = pair.split(separator: ":", omittingEmptySubsequences: false).map { trimmed(String($0)) }
            guard parts.count == 2, let token = Int32(parts[0]), let bias = Double(parts[1]) else { return nil }
            biases[token] = bias
        }
        return biases
    }
}
