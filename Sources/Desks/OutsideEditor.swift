import Foundation
import Library
import Operations
import Processes
import Terminal

/// Opens the user's own editor on a field.
enum OutsideEditor {
    /// The user's editor, with its arguments.
    private static var editor: String {
        let environment = ProcessInfo.processInfo.environment
        return [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self).first { !$0.isEmpty } ?? "vi"
    }

    /// Editors that take a line behind the path (`notes.md:12`). Most others take it before the path (`+12 notes.md`).
    private static let takesLineBehind: Set<String> = ["hx", "helix", "subl", "zed", "code", "codium", "cursor"]

    /// Gives the terminal to the editor with a file open at a line, until it ends.
    ///
    /// - Returns: A sentence that says what went wrong; nil if nothing did.
    static func open(_ path: String, line: Int, session: TerminalSession) -> String? {
        let (editor, path) = (Self.editor, path.expandingHome)
        guard FileManager.default.fileExists(atPath: path) else { return "\(path) isn't there." }
        let name = (editor.split(separator: " ").first.map(String.init) ?? editor).lastPathPart
        let isBehind = takesLineBehind.contains(name)
        // Those of the kind of VS Code open `path:line` only where they are told to go there.
        let option = isBehind ? (["code", "codium", "cursor"].contains(name) ? " -g" : "") : " +\(max(1, line))"
        let status = session.runOutside {
            OutsideProgram.run(editor + option, on: isBehind ? "\(path):\(max(1, line))" : path)
        }
        return status == 0 ? nil : "`\(editor)` ended with \(status). Set $EDITOR to use another editor."
    }

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
        let editor = Self.editor
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
