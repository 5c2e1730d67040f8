import Library
import Models
import Prompting
import Sampling

extension Prompt {
    /// Returns the settings that come after the prompt's own, or after those of one of its lanes: the user's, then those that the model file
    /// recommends.
    package func settingsBehind(lane: String?) -> SettingsPatch {
        let configuration = Configuration.current
        let chosen = lane.map { name in lanes.first { $0.name == name } }
        let own = (chosen ?? (lanes.count == 1 ? lanes.first : nil))?.model
        let word = ModelChoice(settings: configuration.model).word(lane: own, prompt: model)
        if let word, configuration.isElsewhere(word) { return configuration.modelParameters }
        let store = ModelStore.standard
        guard let path = try? word.map({ try store.path(of: $0) }) ?? store.defaultPath(),
            let found = try? ModelDescription(path: path)
        else { return configuration.modelParameters }
        return found.settings.overlaid(by: configuration.modelParameters)
    }
}
