import Sampling

extension Lane {
    /// The keys of a lane that aren't settings.
    static let ownKeys = [
        "name", "technique", "layout", "model", "projector", "samples", "phrasing", "sources", "withhold",
    ]

    /// The numbers of outputs that a lane may draw.
    package static let sampleRange = 1...1000

    /// All keys of a lane that is described in one line.
    package static let keys = ownKeys + SettingsKey.allCases.map(\.rawValue)

    /// Reads a lane from one line, with the keys of a prompt file. Settings stand beside the other keys:
    ///
    ///     try Lane(flat: #"name=warm,temperature=1.2,topK=40,stop="\n\n""#)
    ///
    /// A value that holds a comma stands in double quotes, where `\n`, `\r`, `\t`, `\"` and `\\` are escapes; a stop text has
    /// them without quotes too, as `--stop` does. Keys may be spelt as options are (`top-k`). A key with a list of texts may
    /// be repeated, and an empty one leaves no text at all. A lane without a name has an empty one.
    ///
    /// - Throws: ``LaneError``, which says at which character if that helps.
    package init(flat text: String) throws(LaneError) {
        self.init(name: "")
        var pairs = FlatPairs(text)
        var seen: Set<String> = []
        while let pair = try pairs.next() {
            let setting = try? SettingsKey(spelling: pair.key)
            let key = setting?.rawValue ?? pair.key
            guard setting != nil || Lane.ownKeys.contains(key) else {
                throw .unknownKey(key, suggestion: nearest(to: key, in: Lane.keys), column: pair.column)
            }
            let isTexts = setting?.setting.isTexts == true
            guard seen.insert(key).inserted || isTexts else {
                throw .repeatedKey(key, column: pair.column)
            }
            if let setting {
                let isRaw = isTexts && !pair.isQuoted
                try set(setting, to: isRaw ? BackslashEscapes.read(pair.value) : pair.value)
            } else {
                try set(key, to: pair.value)
            }
        }
    }

    private mutating func set(_ key: SettingsKey, to value: String) throws(LaneError) {
        do throws(SettingsError) {
            try modelParameters.set(key, to: value)
        } catch {
            throw .setting(error)
        }
    }

    private mutating func set(_ key: String, to value: String) throws(LaneError) {
        switch key {
        case "name": name = value
        case "model": model = value
        case "projector": projector = value
        case "phrasing": phrasing = value
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
        case "sources":
            guard let sources = SourceSearch(rawValue: value) else {
                throw .badValue(
                    key: key, text: value, takes: SourceSearch.allCases.map(\.rawValue).joined(separator: " or "))
            }
            self.sources = sources
        case "withhold":
            guard let withholds = Bool(value) else {
                throw .badValue(key: key, text: value, takes: "true or false")
            }
            withholdsRight = withholds
        default:
            guard let samples = Int(value), Lane.sampleRange.contains(samples) else {
                throw .badValue(key: key, text: value, takes: "a whole number from 1 to 1000")
            }
            self.samples = samples
        }
    }
}
