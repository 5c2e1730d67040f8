import Foundation
import Sampling
import YAMLText

extension Configuration {
    /// The text that `config init` writes: every setting with an explanation, as a comment.
    package static let template = """
        # Lathe's settings. A line that begins with # has no effect: remove the # to use it.
        # `lathe config check` reports mistakes with their lines; `lathe config show` prints the values in use.

        # The model for prompts and lanes that name none: a name that `lathe models list` shows, a path, or a
        # server below (NAME, or NAME/MODEL). Default: the starter model.
        # model: smollm2

        # The model on this machine that embeds passages of sources, for prompts that search by meaning and name none.
        # sourceModel: bge-small-en

        # Sampling settings. Those of the command line, a lane or a prompt win over these, and these win over those that
        # a model file recommends. A prompt file has the same keys; the values here are Lathe's defaults.
        # modelParameters:
        \(settings)

        # Values that models' chat templates read, unless a prompt or a lane sets them. `lathe models show` lists them.
        # templateArguments: { enable_thinking: false }

        # Folders with .gguf files besides Lathe's own. They are searched with the folders in them.
        # modelFolders: [~/models]

        # The folder of your prompts, so that a team can keep them in git. Default: the folder prompts in
        # $XDG_DATA_HOME/lathe.
        # promptsFolder: ~/work/prompts

        # The number of a model's layers that a GPU computes, if Lathe was built for one. Default: as many as there is
        # room for. A single number is for all models; models may also have numbers of their own.
        # gpuLayers: { default: 99, smollm2: 0 }

        # The projectors (mmproj) with which models read images, by the model's name. Default: the one beside the model's
        # file.
        # projector: { gemma-3-4b-it: ~/models/mmproj-gemma-3-4b-it.gguf }

        # Whether runs are kept in the history.
        # history: true

        # Whether runs are repeatable to the bit, one lane at a time. It is slower.
        # strict: false

        # Colours for the background of your terminal: automatic (as the terminal reports it), dark or light.
        # theme: automatic

        # Whether the mouse is on when the screen opens. Default: as it was left (F4 switches it).
        # mouse: false

        # OpenAI-compatible servers. A lane or a prompt runs there with `model: NAME` or `model: NAME/MODEL`.
        # A key is never written in this file: keyVariable is the name of the environment variable that holds it.
        # servers:
        #   gpt:
        #     url: https://api.openai.com/v1      # up to and including /v1
        #     keyVariable: OPENAI_API_KEY         # leave it out if no key is needed
        #     model: gpt-4o-mini                  # for lanes that say only `model: gpt`
        #     timeout: 60                         # 1 to 3600 seconds without a byte, after which a request ends
        #     longest: 3600                       # 1 to 86400 seconds that a whole answer may take
        #     retries: 3                          # 0 to 10, after a 429, a 5xx or a lost connection
        #     parallel: 4                         # 1 to 64 requests at once at each URL
        #     price: { input: 0.15, output: 0.60 }  # US dollars for a million tokens
        #     kind: openai                        # compatible, openai, llama-server, llama-cpp-python, vllm, ollama,
        #                                         # anthropic or google; by default from the url, else compatible
        #     without: []                         # settings that the model refuses and that aren't sent: [temperature]
        #   local:
        #     url: http://127.0.0.1:8080/v1
        #     kind: llama-server
        #   cluster:                              # several servers with the same model: a request goes where the fewest are
        #     urls: [http://10.0.0.1:8000/v1, http://10.0.0.2:8000/v1]
        #     kind: vllm

        # Engines on other machines, over any command that starts `lathe engine` there: no server and no open port. A lane or a
        # prompt runs there with `model: NAME` or `model: NAME/MODEL`, with chart, branches and live knobs. The command must not
        # ask for anything: with ssh, let an agent hold the key.
        # engines:
        #   box:
        #     command: [ssh, -T, gpu-box, lathe, engine]
        #     timeout: 30                         # 1 to 3600 seconds until its first answer

        """

    /// A line for each sampling setting, as a comment: its key, its default and the values that it takes.
    private static var settings: String {
        let defaults = Settings()
        let lines = SettingsKey.allCases.map { key in
            let value =
                switch defaults[key] {
                case .logitBias: "{}"
                case .texts(let texts): "[\(texts.map(YAMLScalar.quoted).joined(separator: ", "))]"
                case let value: key.setting.text(of: value)
                }
            let line = "#   \(key.rawValue): \(value)"
            return line + String(repeating: " ", count: max(1, 30 - line.count)) + "# \(key.setting.comment)"
        }
        return lines.joined(separator: "\n")
    }

    /// Writes ``template`` if there is no file yet.
    ///
    /// - Throws: ``ConfigurationError/exists(file:)`` or ``ConfigurationError/unwritable(file:reason:)``.
    package static func writeTemplate(to path: String) throws(ConfigurationError) {
        guard !FileManager.default.fileExists(atPath: path) else { throw .exists(file: path) }
        try write(template, to: path, isNew: true)
    }

    /// Sets `model` in a file; all else in it keeps its bytes. Creates the file if there is none.
    ///
    /// - Throws: ``ConfigurationError`` if the file has mistakes or can't be written.
    package static func setModel(_ word: String, in path: String) throws(ConfigurationError) {
        let isThere = FileManager.default.fileExists(atPath: path)
        var text = ""
        if isThere {
            _ = try Configuration(contentsOf: path)
            guard let content = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw .unreadable(file: path, reason: "it went away")
            }
            text = content
        }
        let new = Self.text(text, settingModel: word)
        guard (try? Configuration(text: new, name: path))?.model == word else {
            throw .unwritable(file: path, reason: "`model` can't be set in it; write `model: \(word)` yourself")
        }
        try write(new, to: path, isNew: !isThere)
    }

    /// Returns the text with another value of `model`. If the text has none, the new line goes below the commented-out
    /// `model`, else to the start.
    private static func text(_ text: String, settingModel word: String) -> String {
        let value =
            YAMLScalar.isPlain(word, inFlow: false) && !YAMLScalar.isAmbiguous(word) ? word : YAMLScalar.quoted(word)
        let source = YAMLSource(file: "", text: text)
        if case .mapping(let entries, _)? = (try? YAMLComposer.compose(source))?.content,
            let entry = entries.first(where: { $0.name == "model" })
        {
            guard entry.value.isEmpty else {
                let range = entry.value.range
                return source[0..<range.lowerBound] + value + source[range.upperBound..<source.bytes.count]
            }
            let keyEnd = entry.key.range.upperBound
            let rest = source[keyEnd..<source.bytes.count].drop { $0 == " " }.dropFirst()
            return source[0..<keyEnd] + ": " + value + rest
        }
        let line = "model: \(value)" + source.newline
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let index = lines.firstIndex(where: { $0.hasPrefix("# model:") }) {
            lines.insert(line.trimmingCharacters(in: .newlines), at: index + 1)
            return lines.joined(separator: "\n")
        }
        return line + text
    }

    private static func write(_ text: String, to path: String, isNew: Bool) throws(ConfigurationError) {
        let folder = path.parentFolder
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(file: path, reason: "the folder \(folder) can't be made")
        }
        // If the path is a link, the file that it leads to is written.
        let target = isNew ? path : URL(filePath: path).resolvingSymlinksInPath().path
        do throws(AtomicWrite.Failure) {
            try AtomicWrite(path: target, isNew: isNew).write(Data(text.utf8))
        } catch {
            if isNew, error.code == EEXIST { throw .exists(file: path) }
            throw .unwritable(file: path, reason: error.reason)
        }
    }
}
