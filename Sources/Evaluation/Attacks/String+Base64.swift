import Foundation

extension String {
    /// The text's UTF-8 in base64.
    package var base64: String { Data(utf8).base64EncodedString() }
}
