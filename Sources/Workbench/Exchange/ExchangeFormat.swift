/// A format of other programs' files, as the screen lists it.
package struct ExchangeFormat: Sendable, Hashable {
    /// Why the formats are listed.
    package enum Purpose: Sendable, Hashable {
        /// The open prompt is to be written.
        case export
        /// The file at a path is to be read, and doesn't say what it is.
        case reading(path: String)
    }

    /// The word for it.
    package var name: String
    /// The program's or the format's name.
    package var title: String
    /// The files that have it.
    package var files: String
    /// The end of a file's name that says most clearly what the file is; with a name before it unless that is fixed.
    package var fileName: String
    /// True if it holds settings and no prompt.
    package var isPreset: Bool

    /// Creates a format.
    package init(name: String, title: String, files: String, fileName: String, isPreset: Bool) {
        (self.name, self.title, self.files) = (name, title, files)
        (self.fileName, self.isPreset) = (fileName, isPreset)
    }

    /// Returns the name for the file of a prompt.
    func path(of prompt: String) -> String { fileName.hasPrefix(".") ? prompt + fileName : fileName }
}
