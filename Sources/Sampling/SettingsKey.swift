/// Name of a sampling knob. The raw value is the key in prompt files, lanes and recorded runs.
public enum SettingsKey: String, Sendable, Hashable, Codable, CaseIterable, CodingKey {
    case temperature, topK, topP, minP, typicalP, repeatPenalty, repeatLastN, presencePenalty, frequencyPenalty
    case logitBias, seed, order, maxTokens, answerTokens, stop

    /// Finds the key that is spelt `topK` or `top-k`.
    ///
    /// - Throws: ``SettingsError/unknownKey(_:suggestion:)``, with the nearest key if one is near.
    public init(spelling: String) throws(SettingsError) {
        guard let key = Self.allCases.first(where: { $0.rawValue == spelling || $0.kebabName == spelling }) else {
            throw .unknownKey(
                spelling,
                suggestion: nearest(to: spelling, in: Self.allCases.map(\.rawValue)).flatMap(Self.init(rawValue:)))
        }
        self = key
    }

    /// The key as an option of the command line spells it: `top-k`.
    public var kebabName: String {
        var name = ""
        for character in rawValue {
            if character.isUppercase { name += "-" }
            name += character.lowercased()
        }
        return name
    }

    /// Which values are allowed, as the second half of a sentence: `a number from 0 to 100`.
    public var range: String {
        switch self {
        case .temperature: "a number from 0 to 100; 0 always takes the likeliest candidate"
        case .topK: "a whole number from 0 to 1000000; 0 is off"
        case .topP, .typicalP: "a number from 0 to 1; 1 is off"
        case .minP: "a number from 0 to 1; 0 is off"
        case .repeatPenalty: "a number from 0.01 to 100; 1 is off"
        case .repeatLastN: "a whole number from -1 to 1000000; 0 is off, -1 is every token"
        case .presencePenalty, .frequencyPenalty: "a number from -100 to 100; 0 is off"
        case .logitBias: "token ids, each with a number from -1000 to 1000, as in `123:-5;42:1.5`"
        case .seed: "a whole number from 0 to 9007199254740991"
        case .order: StageOrder.allCases.map(\.rawValue).joined(separator: " or ")
        case .maxTokens, .answerTokens: "a whole number from 1 to 1000000"
        case .stop: "a text that isn't empty"
        }
    }
}
