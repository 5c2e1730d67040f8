import Foundation
import Library
import Models
import Operations
import Reports
import TextLayout

extension Configuration {
    /// Prints what is odd about the settings, and what they name and isn't there, on standard error.
    package func tellProblems() {
        for notice in notices { printError(harmless(notice)) }
        for server in servers {
            guard let variable = server.keyVariable, !server.hasKey else { continue }
            printError("The key of the server \(server.name) is missing: set the variable \(variable).")
        }
        if let word = model, server(for: word) == nil,
            machine(for: word) == nil
        {
            do {
                _ = try ModelStore(self).path(of: word)
            } catch {
                // The model may be added later, so this is no mistake in the file.
                printError(harmless("`model`: \(commandLineText(of: error))"))
            }
        }
        // Folders may be added later too, like a disk that isn't mounted.
        let folders = modelFolders.map { ("modelFolders", $0) }
        for (key, folder) in folders + [("promptsFolder", promptsFolder ?? ".")]
        where !FileManager.default.fileExists(atPath: folder + "/.") {
            printError(harmless("`\(key)`: there is no folder \(folder)."))
        }
    }
}

extension ConfigurationReport {
    /// The values, one on a line, with a note for each that is the default.
    package var lines: [String] {
        let width = rows.map(\.key.displayWidth).max() ?? 0
        return rows.map { row in
            harmless(row.key).padded(toWidth: width + 2) + harmless(row.value) + (row.isOwn ? "" : "  (default)")
        }
    }
}
