import Foundation
import Prompting

@testable import Library

/// Three versions of the prompt that is open: the first, one with another input and instruction, and one with a mistake.
enum SampleVersions {
    static let path = "prompts/reviews.prompt.yaml"

    static var all: [DescribedVersion] {
        func version(_ number: Int) -> PromptVersion {
            PromptVersion(
                number: number, date: Date(timeIntervalSince1970: 1_795_000_000 + Double(number) * 3600),
                path: "versions/reviews/\(number).prompt.yaml")
        }
        var older = Prompt.reviews
        older.instruction = "Say whether the review is 긍정 or 부정."
        older.input = "What is the mood of {{review}}"
        return [
            DescribedVersion(version: version(1), prompt: older),
            DescribedVersion(version: version(2), prompt: .reviews, changes: PromptDifference(older, .reviews)),
            DescribedVersion(version: version(3), problem: .empty(file: "versions/reviews/3.prompt.yaml")),
        ]
    }
}
