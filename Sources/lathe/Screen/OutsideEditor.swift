import Foundation
import Terminal

/// The user's own editor, on one field.
enum OutsideEditor {
    /// Gives the terminal to $VISUAL, $EDITOR or vi until it ends.
    ///
    /// - Returns: the text as it was left, or a sentence on what went wrong.
    static func edit(_ text: String, session: TerminalSession) -> Result<String, Failure> {
        let folder = NSTemporaryDirectory() + "/lathe-\(UUID().uuidString)"
        let path = folder + "/field.txt"
        let files = FileManager.default
        do {
            try files.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data(text.utf8).write(to: URL(filePath: path))
        } catch {
            return .failure(Failure("The field can't be written for your editor: \(error.localizedDescription)"))
        }
        defer { try? files.removeItem(atPath: folder) }
        let environment = ProcessInfo.processInfo.environment
        let editor = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi"
        let status = session.runOutside { run(editor, path) }
        guard status == 0 else {
            return .failure(
                Failure("`\(editor)` ended with \(status); the field is as it was. $EDITOR names another one."))
        }
        guard let data = files.contents(atPath: path) else {
            return .failure(Failure("`\(editor)` left no file; the field is as it was."))
        }
        return .success(String(decoding: data, as: UTF8.self))
    }

    /// $EDITOR may hold arguments, which the shell takes apart; the file's path isn't its to read.
    private static func run(_ editor: String, _ path: String) -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "exec \(editor) \"$1\"", "sh", path]
        process.standardInput = FileHandle.standardInput
        process.standardOutput = FileHandle.standardOutput
        do {
            try process.run()
        } catch {
            return 127
        }
        process.waitUntilExit()
        return process.terminationStatus
    }
}
