import Sampling

extension StageResult {
    /// The tokens that were drawn with their texts, those of thoughts first; empty until somebody collects the tokens.
    package var drawn: [BeamTree.Drawn] {
        Self.drawn(tokens.prefix(thoughtTokens), in: thoughts) + Self.drawn(tokens.dropFirst(thoughtTokens), in: text)
    }

    private static func drawn(_ tokens: ArraySlice<DrawnToken>, in text: String) -> [BeamTree.Drawn] {
        let bytes = Array(text.utf8)
        var start = 0
        return tokens.map { token in
            // A stop string is no part of the text, so that its tokens end behind it.
            let end = min(max(start, token.end), bytes.count)
            defer { start = end }
            return BeamTree.Drawn(
                token: token.id, text: String(decoding: bytes[start..<end], as: UTF8.self),
                probability: token.probability)
        }
    }
}

extension LaneResult {
    /// The trees of the stages: of the search for beams, or of several samples whose tokens have been collected. Nil if the
    /// outputs have none.
    package var stageTrees: [BeamTree]? {
        if let trees { return trees }
        guard samples.count > 1 else { return nil }
        let made = BeamTree.stages(of: samples.map { $0.stages.map(\.drawn) })
        return made.contains { !$0.candidates.isEmpty } ? made : nil
    }
}
