import Evaluation
import Foundation
import Prompting

/// An input with a known answer that reasoning is made for.
package struct ReasoningTarget: Sendable, Hashable {
    /// The input, which may hold variables.
    package var input: String
    /// The values of its variables.
    package var values: [String: String]
    /// The known answer.
    package var answer: String

    /// Creates a target.
    package init(input: String, values: [String: String], answer: String) {
        (self.input, self.values, self.answer) = (input, values, answer)
    }

    /// Returns the examples of a prompt that have no reasoning.
    package static func examples(of prompt: Prompt) -> [ReasoningTarget] {
        prompt.examples.filter { $0.images.isEmpty && ($0.reasoning ?? "").isEmpty && !$0.input.isEmpty }.map {
            ReasoningTarget(input: $0.input, values: [:], answer: $0.output)
        }
    }

    /// Returns the cases of a data set that have a right answer.
    package static func cases(of data: DataSet, _ task: MakingTask) -> [ReasoningTarget] {
        data.cases.compactMap { one in
            one.expected.first.map { ReasoningTarget(input: task.prompt.input, values: one.variables, answer: $0) }
        }
    }
}

extension ReasoningTarget {
    /// The largest number of words of a question that an example is made of, as in Auto-CoT.
    private static let mostWords = 60

    /// Returns groups of targets whose inputs lie together, as many as are asked for, the one in the middle of each first: as
    /// Auto-CoT chooses its questions (Zhang et al. 2023).
    static func diverse(
        _ targets: [ReasoningTarget], _ order: MakingOrder, _ models: TextModels
    ) async throws -> [[ReasoningTarget]] {
        func text(_ target: ReasoningTarget) -> String { Template.filled(target.input, with: target.values) }
        let short = targets.filter { text($0).split(whereSeparator: \.isWhitespace).count <= mostWords }
        var needs = Needs()
        needs.embed(short.map(text))
        try await models.measure(needs, telling: { _ in })
        let found = models.findings
        let embedded = short.compactMap { target in
            found.embedding(of: text(target)).flatMap { $0.isEmpty ? nil : (target, $0) }
        }
        return Clusters.groups(of: embedded.map(\.1), count: order.number, seed: order.seed).map { group in
            group.map { embedded[$0].0 }
        }
    }
}
