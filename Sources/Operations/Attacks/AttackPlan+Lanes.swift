import Evaluation
import Library
import Prompting

extension AttackPlan {
    /// Adds the suite's rules to a prompt, resolves its lanes with them, and plans the attacks on `most` of these.
    ///
    /// `lanes` returns the lanes of the prompt with the rules, with their engines, and `texts` the models that measure texts
    /// for them. `images` are the folders of the prompt's images and sources; nil takes those of its file.
    ///
    /// - Throws: What ``init(_:on:name:lanes:texts:options:images:telling:)`` and `lanes` throw.
    package init(
        _ suite: AttackSuite, guarding file: PromptFile, name: String, most: Int = .max, options: Options,
        images: ImageFolders? = nil, texts: ([PlannedLane]) -> TextModels,
        telling tell: @escaping ProgressTeller = { _ in },
        lanes: (Prompt) async throws -> [PlannedLane]
    ) async throws {
        let guarded = try Self.guarded(file, by: suite)
        let planned = Array(try await lanes(guarded.prompt).prefix(most))
        try await self.init(
            suite, on: guarded, name: name, lanes: planned, texts: texts(planned), options: options, images: images,
            telling: tell)
    }
}
