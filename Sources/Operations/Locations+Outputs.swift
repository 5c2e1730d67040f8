import Library

extension Locations {
    /// Returns the path of a file of Lathe's own that keeps outputs of a prompt, in a folder for each kind of work. The first
    /// words of the prompt's name tell people what it is of, and `parts` tell it from others.
    func outputs(in folder: String, of prompt: String, _ parts: String...) -> String {
        let words = prompt.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(6).map(String.init)
        return "\(state)/\(folder)/\((words + parts).joined(separator: "-")).jsonl"
    }
}
