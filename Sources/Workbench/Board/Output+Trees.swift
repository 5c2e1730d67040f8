import Lanes
import Sampling

extension Output {
    /// The trees of the technique's stages: of the beams, or of the samples.
    var trees: [BeamTree] {
        if let trees = result?.trees ?? searched { return trees }
        let stages = (samples.flatMap(\.tokens).map(\.stage).max() ?? -1) + 1
        return BeamTree.stages(of: samples.map { sample in (0..<stages).map { sample.drawn(inStage: $0) } })
    }

    /// True if beams made the output.
    var isSearched: Bool { result?.trees != nil || searched != nil }

    /// What made the tree, in words.
    var treeOrigin: String {
        guard let settings = (request ?? recordedRequest)?.settings, isSearched else {
            return sampleCount == 1 ? "1 sample" : "\(sampleCount) samples; their common beginnings are one branch"
        }
        let beams = settings.beams == 1 ? "1 beam" : "\(settings.beams) beams"
        return "\(beams), length penalty \(settings[.lengthPenalty])"
    }
}

extension Sample {
    /// Returns the tokens of a stage with their texts, those of thoughts first.
    fileprivate func drawn(inStage stage: Int) -> [BeamTree.Drawn] {
        // The text of thoughts isn't kept token by token.
        (thoughtTokens[stage] ?? []).map { BeamTree.Drawn(token: $0.id, text: "·", probability: $0.probability) }
            + tokens.filter { $0.stage == stage }.map {
                BeamTree.Drawn(token: $0.drawn.id, text: text(of: $0), probability: $0.drawn.probability)
            }
    }
}
