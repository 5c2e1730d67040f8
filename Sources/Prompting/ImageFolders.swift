/// The folders that relative paths of a prompt's images begin in.
package struct ImageFolders: Sendable, Hashable {
    /// The folder of the prompt's file, or ``working``.
    package var prompt: String
    /// The folder of the file that a variable's value stands in, for variables whose values come from another file.
    package var variables: [String: String]

    /// The working folder.
    package static let working = ""

    /// Creates the folders of a prompt and of values from other files.
    package init(prompt: String = working, variables: [String: String] = [:]) {
        self.prompt = prompt
        self.variables = variables
    }

    /// Returns the path of a projector, which is relative to the prompt's file.
    func path(ofProjector text: String) -> String {
        text.hasPrefix("/") ? text : inFolder(text, prompt)
    }

    private func inFolder(_ path: String, _ folder: String) -> String {
        folder.isEmpty ? path : folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
    }

    /// Returns the path of an image: `text` is the prompt's entry, `rendered` the same with its variables replaced.
    ///
    /// A path is relative to the file in which it stands. If a variable's value is a part of it, that is the value's.
    func path(of rendered: String, from text: String) -> String {
        guard !rendered.hasPrefix("/"), !rendered.contains("://") else { return rendered }
        let folder = Template(text).variables.lazy.compactMap { variables[$0] }.first ?? prompt
        return inFolder(rendered, folder)
    }
}
