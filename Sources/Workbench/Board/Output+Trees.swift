import Lanes
import Sampling

extension Output {
    /// The trees of the search for beams, by stage of the technique; nil if tokens were drawn.
    var searches: [BeamTree]? { result?.trees ?? searched }

    /// True if beams made the output.
    var isSearched: Bool { searches != nil }

    /// The number of stages that have tokens.
    var stagesWithTokens: Int {
        let stages = samples.flatMap { sample in
            sample.tokens.map(\.stage) + sample.thoughtTokens.filter { !$0.value.isEmpty }.map(\.key)
        }
        return (stages.max() ?? -1) + 1
    }

    /// Returns the tokens of each sample in a stage.
    func drawn(inStage stage: Int) -> [[BeamTree.Drawn]] {
        samples.map { sample in
            // The text of thoughts isn't kept token by token.
            (sample.thoughtTokens[stage] ?? []).map {
                BeamTree.Drawn(token: $0.id, text: "·", probability: $0.probability)
            }
                + sample.tokens.filter { $0.stage == stage }.map {
                    BeamTree.Drawn(token: $0.drawn.id, text: sample.text(of: $0), probability: $0.drawn.probability)
                }
        }
    }

    /// What made the tree, in words.
    var treeOrigin: String {
        guard let settings = (request ?? recordedRequest)?.settings, isSearched else {
            return sampleCount == 1 ? "1 sample" : "\(sampleCount) samples; their common beginnings are one branch"
        }
        let beams = settings.beams == 1 ? "1 beam" : "\(settings.beams) beams"
        return "\(beams), length penalty \(settings[.lengthPenalty])"
    }
}
