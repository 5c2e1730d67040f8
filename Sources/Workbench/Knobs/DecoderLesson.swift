import Sampling

/// What a decoder does, when it helps and when it hurts: three lines for each of the knobs that choose one.
enum DecoderLesson {
    /// Returns the lines about a knob's decoder; empty if it has none. For the decoding itself they are about the one
    /// that is set.
    static func lines(of key: SettingsKey, _ settings: Settings) -> [String] {
        switch key {
        case .decoding where !settings.isBeamSearch:
            [
                "Sampling draws each token by its probability, after the stages have cut the candidates. At temperature 0 it is greedy: it takes the likeliest token each time.",
                "It helps where many outputs are good: stories, ideas, several samples that vote.",
                "It hurts where one output is right: one unlucky draw, and the text goes on from there.",
            ]
        case .decoding, .beams:
            [
                "Beam search follows several continuations at once, and keeps those with the highest total probability.",
                "It helps with short outputs of which one is right: translations, labels, corrections. Its tree shows what the model nearly wrote.",
                "It hurts open-ended texts, which become bland or repeat themselves (Holtzman et al. 2020), and computes a row for each beam and token.",
            ]
        case .lengthPenalty:
            [
                "Divides the log-probability of a finished beam by its length to this power. It changes which beam wins, never the paths.",
                "It helps against outputs that are too short: without it, each further token lowers the total.",
                "It hurts if it is large: then the longest beam wins, however unlikely it is.",
            ]
        case .temperature:
            [
                "Divides the logits: below 1 likely tokens gain, above 1 unlikely ones do. At 0 the likeliest is taken each time (greedy).",
                "A low one helps with facts, labels and code, and where outputs must be the same again; 0.7 to 1 with prose.",
                "Greedy hurts long texts, which repeat themselves; above 1.2 an unlikely token soon gets in, and the text drifts.",
            ]
        case .topK:
            [
                "Keeps the K likeliest tokens, however likely each is, and draws among them.",
                "It helps by cutting the long tail of unlikely tokens, so that a higher temperature stays readable.",
                "It hurts because K is the same everywhere: it lets nonsense in where the model is sure, and cuts good words where many would do.",
            ]
        case .topP:
            [
                "Keeps the fewest likeliest tokens that hold the probability P together (nucleus sampling, Holtzman et al. 2020).",
                "It helps because it adapts: few candidates where the model is sure, many where it isn't.",
                "It hurts at a high temperature, where a flat distribution lets very many in; a small P is nearly greedy.",
            ]
        default: []
        }
    }
}
