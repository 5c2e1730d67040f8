import Foundation
import Testing

@testable import Sampling

/// Settings with every stage off, then changed.
func only(_ change: (inout Settings) -> Void) -> Settings {
    var settings = Settings()
    (settings.temperature, settings.topK, settings.topP, settings.minP) = (1, 0, 1, 0)
    change(&settings)
    return settings
}

/// What a funnel leaves of tokens with these probabilities: the probabilities by token, 0 for those that are cut.
func left(
    _ probabilities: [Double], history: [Int32] = [], _ settings: Settings, at place: FunnelPlace = FunnelPlace()
) throws -> [Double] {
    let row = try Row(whole: probabilities.map { Float(log($0)) })
    var funnel = Funnel(settings)
    guard case .kept(let kept) = funnel.apply(to: row, history: history[...], at: place) else {
        Issue.record("a complete row is unproven")
        return []
    }
    var result = Array(repeating: 0.0, count: probabilities.count)
    for (id, probability) in zip(kept.ids, kept.probabilities) { result[Int(id)] = probability }
    return result
}

func isNear(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-5) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < tolerance }
}

var acting: FunnelPlace { FunnelPlace(noise: NoiseKey(seed: 0, index: 0)) }
