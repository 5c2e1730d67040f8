import Lanes
import Library
import Prompting
import Sampling

extension LaneRequest {
    /// Creates the request of a lane that goes on with a text as it is, with settings of the command line, of the user, and of
    /// the model's file.
    package init(continuing text: String, commandLine: SettingsPatch, modelFile: SettingsPatch) {
        self.init(
            name: "text",
            prompt: CompiledPrompt(technique: .zeroShot, body: .completion([Fragment(text, isField: true)])),
            settings: ResolvedSettings([
                (.commandLine, commandLine), (.user, Configuration.current.modelParameters), (.modelFile, modelFile),
            ]).settings)
    }
}
