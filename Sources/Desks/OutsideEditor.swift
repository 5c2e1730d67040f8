import Foundation
import Library
import Operations
import Processes
import Terminal

/// Opens the user's own editor on a field.
enum OutsideEditor {
    /// Gives the terminal to $VISUAL, $EDITOR or vi until it ends.
    ///
    /// - Returns: The edited text, or a sentence that says what went wrong.
    static func edit(_ text: String, session: TerminalSession) -> Result<String, Failure> {
        let folder = NSTemporaryDirectory() + "/lathe-\(UUID().uuidString)"
        let path = folder + "/field.txt"
        let files = FileManager.default
        do {
            try files.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data(text.utf8).write(to: URL(filePath: path))
        } catch {
            return .failure(
                Failure("The field's text can't be written to a file for your editor: \(systemReason(of: error))."))
        }
        defer { try? files.removeItem(atPath: folder) }
        let environment = ProcessInfo.processInfo.environment
        let editor = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self).first { !$0.isEmpty } ?? "vi"
        let status = session.runOutside { OutsideProgram.run(editor, on: path) }
        guard status == 0 else {
            return .failure(
                Failure(
                    "`\(editor)` ended with \(status); the field was not changed. Set $EDITOR to use another editor."))
        }
        guard let data = files.contents(atPath: path) else {
            return .failure(Failure("`\(editor)` left no file; the field was not changed."))
        }
        return .success(String(decoding: data, as: UTF8.self))
    }
}
