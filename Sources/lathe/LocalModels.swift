import Foundation
import Prompting
import Runtime

/// The models of this process that a command's lanes run on, each loaded when it is first asked for.
final class LocalModels {
    private let arguments: EngineArguments
    private var words: [String?: LoadedModel] = [:]
    private(set) var loaded: [LoadedModel] = []
    /// Why models can't be had, so that one that is asked for by several lanes is tried once.
    private var failures: [String?: any Error] = [:]

    /// What names a model beside lanes and prompts.
    var choice: ModelChoice { arguments.choice }

    init(_ arguments: EngineArguments) {
        self.arguments = arguments
    }

    /// The model that a word names, nil for the default one; shows progress on a terminal while it is loaded.
    func get(_ word: String?) throws -> LoadedModel {
        if let model = words[word] { return model }
        if let failure = failures[word] { throw failure }
        do {
            return try find(word)
        } catch {
            failures[word] = error
            throw error
        }
    }

    private func find(_ word: String?) throws -> LoadedModel {
        let description = try arguments.describe(word)
        let model =
            try loaded.first { $0.description.path == description.path } ?? arguments.loadShowingProgress(description)
        if !loaded.contains(where: { $0.engine === model.engine }) { loaded.append(model) }
        words[word] = model
        return model
    }

    func shutDown() {
        for model in loaded { model.engine.shutDown() }
    }
}
