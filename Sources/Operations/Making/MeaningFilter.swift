import Evaluation
import Foundation
import Synchronization

/// Finds inputs that mean the same as another, by the cosine of their embeddings.
package final class MeaningFilter: Sendable {
    /// The cosine above which two inputs mean the same, unless another is asked for.
    package static let usualThreshold = 0.9

    /// The models that embed.
    package let models: TextModels
    private let near: Mutex<NearTexts>

    /// Creates a filter without texts.
    package init(_ models: TextModels, threshold: Double) {
        self.models = models
        near = Mutex(NearTexts(threshold: threshold))
    }

    /// Adds texts to compare with.
    func add(_ texts: [String], telling tell: @escaping ProgressTeller) async throws {
        try await measure(texts, tell)
        let found = models.findings
        near.withLock { near in
            for text in texts { near.add(text, found.embedding(of: text) ?? []) }
        }
    }

    /// Returns, for each text in order, what it means the same as, in words; nil for one that is new, which later ones are
    /// compared with too.
    func matches(_ texts: [String], telling tell: @escaping ProgressTeller) async throws -> [String?] {
        try await measure(texts, tell)
        let found = models.findings
        return near.withLock { near in
            texts.map { text in
                let vector = found.embedding(of: text) ?? []
                if let match = near.match(for: vector) {
                    return "\(String(format: "%.3f", match.cosine)) with “\(match.text)”"
                }
                near.add(text, vector)
                return nil
            }
        }
    }

    private func measure(_ texts: [String], _ tell: @escaping ProgressTeller) async throws {
        var needs = Needs()
        needs.embed(texts)
        try await models.measure(needs, telling: tell)
    }
}
