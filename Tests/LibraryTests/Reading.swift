import Library

/// Reads the text of a prompt file.
func read(_ text: String) throws(PromptFileError) -> PromptFile {
    try PromptFile(text: text, name: "x.prompt.yaml")
}

/// Returns what is wrong with the text of a prompt file; empty if nothing is.
func message(_ text: String) -> String {
    do {
        _ = try read(text)
        return ""
    } catch {
        return error.description
    }
}
