/// A sentence for the user that is no error, and what to do about it.
///
/// It is kept without the remedy, which is about the moment.
package struct Notice: Sendable, Hashable, Codable {
    /// What is so, and where.
    package var sentence: String
    /// What to do about it; nil if there is nothing to do.
    package var remedy: Remedy?

    private enum CodingKeys: CodingKey {
        case sentence
    }

    /// Creates a notice.
    package init(_ sentence: String, _ remedy: Remedy? = nil) {
        self.sentence = sentence
        self.remedy = remedy
    }

    /// Creates a notice about an error, with words in front.
    package init(_ start: String = "", about error: any Error) {
        self.init("\(start)\(error)", (error as? any Remediable)?.remedy)
    }
}

extension Notice: ExpressibleByStringInterpolation {
    /// Creates a notice without a remedy.
    package init(stringLiteral sentence: String) {
        self.init(sentence)
    }
}
