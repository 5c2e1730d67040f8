import Library

/// The format of `.prompty` files, of both versions. Each version is read by its own rules.
struct Prompty: ForeignFormat {
    enum Version {
        /// The version with `model.configuration` and `sample`.
        case first
        /// The version with `model.id` and `inputs`.
        case second
    }

    let version: Version
    let title = "Prompty"
    let endings = [".prompty"]

    var files: String { version == .first ? "`.prompty`, first version" : "`.prompty`" }

    var name: String { version == .first ? "prompty-v1" : "prompty" }

    var translation: String {
        switch version {
        case .first: "the first version, for writing"
        case .second: "both versions are recognised; sample values become variables"
        }
    }

    func likeness(to content: ForeignContent) -> ForeignContent.Likeness? {
        guard case .headed(let header, let body) = content else { return nil }
        let hasKeys = ["sample", "inputs", "inputSchema", "template"].contains { header[$0] != nil }
        return hasKeys || PromptyMarkup.hasMarkers(body) ? .possible : nil
    }

    func read(_ text: String, name: String, context: ImportContext) throws(PromptFileError) -> Conversion<Imported> {
        var reader = try PromptyReader(text, name: name, context: context)
        let prompt = try reader.prompt()
        return Conversion(.prompts([prompt]), losses: reader.losses.lines)
    }

    func write(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions) -> Conversion<String> {
        PromptyWriter(turns, evaluators: evaluators, title: title, isFirstVersion: version == .first).conversion
    }
}
