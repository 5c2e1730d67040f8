import Sampling

/// The noise of a place of an output, and mirostat's limit or adaptive-P's target there.
struct FunnelSpot: Sendable, Hashable {
    var noise: NoiseKey
    var steering: Double?
}
