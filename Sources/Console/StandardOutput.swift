import Foundation
import Operations
import Reports
import TextLayout

/// Writes to standard output. A full disk or a closed descriptor is thrown as a failure; it doesn't end the program.
package func printOutput(_ data: Data) throws {
    do {
        try FileHandle.standardOutput.write(contentsOf: data)
    } catch {
        let system = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        throw Failure.output(system.map { Int32($0.code) } ?? EIO)
    }
}

/// Writes text to standard output.
package func printOutput(_ text: String) throws {
    try printOutput(Data(text.utf8))
}

/// Writes a text that isn't Lathe's: byte for byte for a program, harmless for a terminal, which would obey parts of
/// it.
package func printForeign(_ text: String) throws {
    try printOutput(isatty(STDOUT_FILENO) == 1 ? harmless(text) : text)
}

/// Prints a value as JSON with keys in alphabetical order.
package func printJSON(_ value: some Encodable, pretty: Bool) throws {
    try printOutput(try json(value, pretty: pretty) + "\n")
}

extension Failure {
    /// Returns the failure for standard output that can't be written.
    package static func output(_ code: Int32) -> Failure {
        Failure("Standard output can't be written: \(String(cString: strerror(code))).")
    }
}

/// Writes to standard error. Does nothing if that is closed.
package func printError(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
}

extension TextTable {
    /// Prints the table in the width of the terminal.
    package func show() throws {
        let terminal = TerminalSize.current
        try printOutput(lines(width: terminal.columns, glyphs: terminal.glyphs).map { $0 + "\n" }.joined())
    }
}
