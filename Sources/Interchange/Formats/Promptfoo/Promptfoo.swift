import Library

/// The format of promptfoo's `promptfooconfig.yaml`.
struct Promptfoo: ForeignFormat {
    let name = "promptfoo"
    let title = "promptfoo"
    let fileName = "promptfooconfig.yaml"
    let files = "`promptfooconfig.yaml`"
    let translation = """
        each prompt becomes a prompt; providers that differ become lanes, `github:OWNER/MODEL` among them; tests become cases, \
        assertions become `evaluators`
        """
    let holdsAllLanes = true

    func isNamed(_ file: String) -> Bool { file.hasPrefix("promptfooconfig.") }

    func likeness(to content: ForeignContent) -> ForeignContent.Likeness? {
        content.has("prompts", "providers", "targets") ? .likely : nil
    }

    func read(_ text: String, name: String, context: ImportContext) throws(PromptFileError) -> Conversion<Imported> {
        var reader = PromptfooReader(try PlacedValue(text: text, name: name), context: context)
        let prompts = try reader.prompts()
        return Conversion(.prompts(prompts), losses: reader.losses.lines).losingComments(of: text, name: name)
    }

    func write(_ turns: PromptTurns, evaluators: EvaluatorEntries, options: ExportOptions) -> Conversion<String> {
        PromptfooWriter(turns, evaluators: evaluators, options: options, title: title).conversion
    }
}
