import Sampling

extension Lane {
    /// Keys of a lane that are no settings.
    static let ownKeys = ["name", "technique", "layout", "model", "samples"]

    /// All keys of a lane that is described in one line.
    public static let keys = ownKeys + SettingsKey.allCases.map(\.rawValue)

    /// Reads a lane from one line with the keys that it has in a prompt file, settings beside the others:
    ///
    ///     try Lane(flat: #"name=warm,temperature=1.2,topK=40,stop="\n\n""#)
    ///
    /// A value that holds a comma stands in double quotes; `\n`, `\t`, `\"` and `\\` are escapes there, and `stop` may be repeated.
    /// A lane without a name has an empty one.
    public init(flat text: String) throws(LaneError) {
        self.init(name: "")
        var seen: Set<String> = []
        for (key, value) in try Lane.pairs(in: text) {
            let isStop = key == SettingsKey.stop.rawValue
            guard seen.insert(key).inserted || isStop else { throw .repeatedKey(key) }
            try set(key, to: value)
        }
    }

    private mutating func set(_ key: String, to value: String) throws(LaneError) {
        switch key {
        case "name": name = value
        case "model": model = value
        case "technique":
            guard let technique = Technique(rawValue: value) else {
                throw .badValue(
                    key: key, text: value, takes: Technique.allCases.map(\.rawValue).joined(separator: ", "))
            }
            self.technique = technique
        case "layout":
            guard let layout = Layout(rawValue: value) else {
                throw .badValue(key: key, text: value, takes: Layout.allCases.map(\.rawValue).joined(separator: " or "))
            }
            self.layout = layout
        case "samples":
            guard let samples = Int(value), (1...1000).contains(samples) else {
                throw .badValue(key: key, text: value, takes: "a whole number from 1 to 1000")
            }
            self.samples = samples
        default:
            do throws(SettingsError) {
                try modelParameters.set(try SettingsKey(spelling: key), to: value)
            } catch {
                guard case .unknownKey(let key, _) = error else { throw .setting(error) }
                throw .unknownKey(key, suggestion: nearest(to: key, in: Lane.keys))
            }
        }
    }

    /// Cuts at commas that stand outside quotes, and each part at its first equals sign.
    private static func pairs(in text: String) throws(LaneError) -> [(key: String, value: String)] {
        var parts: [String] = [""]
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if isEscaped {
                isEscaped = false
                switch character {
                case "n": parts[parts.count - 1].append("\n")
                case "t": parts[parts.count - 1].append("\t")
                default: parts[parts.count - 1].append(character)
                }
            } else if isQuoted && character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        guard !isQuoted else { throw .openQuote }
        var pairs: [(key: String, value: String)] = []
        for part in parts where !part.trimmed.isEmpty {
            guard let equals = part.firstIndex(of: "="), equals > part.startIndex else { throw .noValue(part: part) }
            pairs.append((String(part[..<equals]).trimmed, String(part[part.index(after: equals)...])))
        }
        return pairs
    }
}
