/// How a lane chooses its tokens.
package enum Decoding: String, Sendable, Hashable, Codable, CaseIterable {
    /// Each token is drawn from the candidates that the sampler stages leave.
    case sample
    /// Several continuations are followed at once, and those with the highest total probability are kept.
    case beam
}

extension Settings {
    /// True if the lane follows beams instead of drawing tokens.
    package var isBeamSearch: Bool { decoding == .beam }

    /// The number of beams that are shown as samples.
    package var keptBeams: Int { min(keep, beams) }

    /// Explains in a sentence why a setting has no effect with the way in which tokens are chosen; nil if it may have one.
    func decodingReason(of key: SettingsKey) -> String? {
        switch key {
        case .maxTokens, .answerTokens, .thinking, .stop, .decoding: nil
        case .beams where !isBeamSearch, .keep where !isBeamSearch, .lengthPenalty where !isBeamSearch:
            "Tokens are sampled; only beam search has a use for it."
        case .lengthPenalty: beams == 1 ? "A single beam has no others to be compared with." : nil
        case .keep: keep > beams ? "There \(beams == 1 ? "is only 1 beam" : "are only \(beams) beams")." : nil
        case .beams: nil
        default: isBeamSearch ? Self.beamReason : nil
        }
    }

    /// Why the sampler stages have no effect under beam search.
    package static let beamReason = "Beam search draws nothing: it goes by the model's own probabilities."
}
