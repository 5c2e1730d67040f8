import Library
import Prompting
import Sampling

/// Writes a lane as a command for the shell.
struct LaneCommand {
    var lane: Lane
    /// The prompt's file; nil if it has none.
    var path: String?
    var prompt: Prompt
    /// The prompt in the file.
    var saved: Prompt
    /// The names of the prompt's variables.
    var variables: [String]
    /// What replaces the models' chat templates and, by name, what they read.
    var chat = ChatOptions()
    /// The file of the template in `chat`.
    var templateFile: String?

    var text: String {
        var parts = ["lathe", "run", quoted(path ?? "FILE")]
        if let technique = lane.technique { parts += ["--technique", technique.rawValue] }
        if let layout = lane.layout { parts += ["--layout", layout.rawValue] }
        var pairs = ["name=\(paired(lane.name))"]
        if let model = lane.model { pairs.append("model=\(paired(model))") }
        if let projector = lane.projector { pairs.append("projector=\(paired(typed(projector)))") }
        if let phrasing = lane.phrasing { pairs.append("phrasing=\(paired(phrasing))") }
        if let samples = lane.samples { pairs.append("samples=\(samples)") }
        if let sources = lane.sources { pairs.append("sources=\(sources.rawValue)") }
        if let withholds = lane.withholdsRight { pairs.append("withhold=\(withholds)") }
        for key in lane.modelParameters.keys where !key.setting.isTexts && key != .logitBias {
            if let value = lane.modelParameters[key] { pairs.append("\(key.rawValue)=\(value)") }
        }
        parts += ["--lane", quoted(pairs.joined(separator: ","))]
        for key in lane.modelParameters.keys {
            guard case .texts(let texts)? = lane.modelParameters[key] else { continue }
            for text in texts { parts += ["--\(key.kebabName)", quoted(BackslashEscapes.spelling(text))] }
        }
        if let templateFile { parts += ["--template", quoted(templateFile)] }
        let arguments = lane.templateArguments.merging(chat.arguments) { $1 }
        for (name, value) in arguments.sorted(by: { $0.key < $1.key }) {
            parts += ["--template-argument", quoted("\(name)=\(value)")]
        }
        for name in variables {
            guard let value = prompt.variables[name], saved.variables[name] != value else { continue }
            parts += ["--set", quoted("\(name)=\(value)")]
        }
        return parts.joined(separator: " ")
    }

    /// Returns a path as it is typed in the working folder; in a lane it is beside the prompt's file.
    private func typed(_ projector: String) -> String {
        let folder = path?.parentFolder ?? ""
        let isWhole = folder.isEmpty || projector.hasPrefix("/") || projector.hasPrefix("~/")
        return isWhole ? projector : "\(folder)/\(projector)"
    }

    /// Returns a value for a list that commas separate; see ``Prompting/Lane/init(flat:)``.
    private func paired(_ value: String) -> String {
        let isPlain =
            !value.isEmpty && value.first?.isWhitespace == false && value.last?.isWhitespace == false
            && !value.contains { ",\"\\".contains($0) || $0.isNewline }
        if isPlain { return value }
        let escapes: [Character: String] = [
            "\"": #"\""#, "\\": #"\\"#, "\n": #"\n"#, "\r": #"\r"#, "\r\n": #"\r\n"#, "\t": #"\t"#,
        ]
        return "\"" + value.map { escapes[$0] ?? String($0) }.joined() + "\""
    }

    private func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.unicodeScalars.allSatisfy { scalar in
                ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                    || "/._-=,".unicodeScalars.contains(scalar)
            }
        return isPlain ? text : "'" + text.replacing("'", with: #"'\''"#) + "'"
    }
}
