import Remedies

/// Returns what went wrong, for users of the screen: with the key that helps.
package func screenText(of error: any Error) -> String { screenText(of: Notice(about: error)) }

/// Returns a notice's text, for users of the screen: with the key that helps.
package func screenText(of notice: Notice) -> String {
    [notice.sentence, notice.remedy?.onScreen].compactMap(\.self).joined(separator: " ")
}
