import Foundation
import Prompting

/// An example, a case or a reasoning that a model wrote, why it was kept or dropped, and what a person decided.
package struct Candidate: Sendable, Hashable, Codable {
    /// What is made.
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Demonstrations for the prompt.
        case examples
        /// Cases to try the prompt on.
        case cases
        /// The reasoning of demonstrations.
        case reasoning
        /// Other wordings and formats of the prompt.
        case phrasings
    }

    /// A person's decision.
    package enum Decision: String, Sendable, Hashable, Codable {
        /// It went where it belongs.
        case accepted
        /// It goes nowhere.
        case rejected
    }

    /// How it was made.
    package struct Origin: Sendable, Hashable, Codable {
        /// The model that wrote it.
        package var model: String
        /// The way in which it was made, such as `self-instruct`.
        package var method: String
        /// The settings of the request, as text.
        package var settings: String
        /// The seed of all draws.
        package var seed: UInt64
        /// The number of the request, which its noise comes from together with the seed.
        package var request: Int

        /// Creates an origin.
        package init(model: String, method: String, settings: String, seed: UInt64, request: Int) {
            (self.model, self.method, self.settings) = (model, method, settings)
            (self.seed, self.request) = (seed, request)
        }

        /// The mark that accepted candidates bear, in one line.
        package var mark: String {
            let parts = ["synthetic: \(method)", model, settings, "seed \(seed)", "request \(request)"]
            return parts.filter { !$0.isEmpty }.joined(separator: "; ")
        }
    }

    /// The reason why it was dropped.
    package struct Drop: Sendable, Hashable, Codable {
        /// The filter.
        package var filter: CandidateFilter
        /// What it found, such as the text that is alike; nil if the filter's name says it all.
        package var detail: String?

        /// Creates a reason.
        package init(_ filter: CandidateFilter, _ detail: String? = nil) {
            (self.filter, self.detail) = (filter, detail)
        }
    }

    /// Its number in the file of candidates, from 1.
    package var id: Int
    /// What it is.
    package var kind: Kind
    /// The values of the prompt's variables; empty for a reasoning of an example.
    package var values: [String: String]
    /// The input as the prompt sends it.
    package var input: String
    /// The output.
    package var output: String
    /// The reasoning before the output; nil if it has none.
    package var reasoning: String?
    /// What it replaces in the prompt; nil if it is no phrasing.
    package var phrasing: Phrasing?
    /// Why it was dropped; nil if it was kept.
    package var drop: Drop?
    /// The judge's rating from 0 to 5; nil if it has none.
    package var rating: Double?
    /// The judge; nil if it isn't rated.
    package var rater: String?
    /// What a person decided; nil if nobody has yet.
    package var decision: Decision?
    /// True if a person changed it; nil if nobody has.
    package var isEdited: Bool?
    /// How it was made.
    package var origin: Origin
    /// A hash of what was asked for: candidates under another one belong to another run.
    package var run: String

    /// Creates a candidate that is kept so far.
    package init(
        id: Int, kind: Kind, values: [String: String], input: String, output: String = "", reasoning: String? = nil,
        origin: Origin, run: String
    ) {
        (self.id, self.kind, self.values, self.input, self.output) = (id, kind, values, input, output)
        (self.reasoning, self.origin, self.run) = (reasoning, origin, run)
    }

    /// True if it waits for a person's decision.
    package var isWaiting: Bool { drop == nil && decision == nil }

    /// The mark that it bears where it is accepted.
    package var mark: String { origin.mark + (isEdited == true ? "; edited" : "") }

    /// Returns why an output can't be one of this input: the first filter of self-instruct for instances that is on; nil if it
    /// can.
    package static func fault(
        input: String, output: String, without off: Set<CandidateFilter>
    ) -> CandidateFilter? {
        let (input, output) = (input.trimmed, output.trimmed)
        if output.isEmpty { return off.contains(.empty) ? nil : .empty }
        if output.hasSuffix(":") || output.hasSuffix("："), !off.contains(.colon) { return .colon }
        return input == output && !off.contains(.echo) ? .echo : nil
    }
}
