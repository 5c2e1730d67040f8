import Remedies

/// Returns what went wrong, for users of commands: with the option or command that helps.
package func commandLineText(of error: any Error) -> String { commandLineText(of: Notice(about: error)) }

/// Returns a notice's text, for users of commands: with the option or command that helps.
package func commandLineText(of notice: Notice) -> String {
    [notice.sentence, notice.remedy?.onCommandLine].compactMap(\.self).joined(separator: " ").shortened()
}
