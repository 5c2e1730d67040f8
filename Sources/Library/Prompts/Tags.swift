import Foundation

/// Words by which prompts and runs are found.
package enum Tags {
    private static let mostLetters = 64

    /// Returns the tags as they are kept: without blanks around them, without repetition, in Unicode's form NFC.
    ///
    /// - Throws: ``BadTag``.
    package static func checked(_ words: [String]) throws(BadTag) -> [String] {
        var tags: [String] = []
        for word in words {
            let tag = word.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
            guard (1...mostLetters).contains(tag.count), !tag.unicodeScalars.contains(where: isOdd) else {
                throw BadTag(tag: word)
            }
            if !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }

    private static func isOdd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: scalar == ","
        }
    }
}

/// Thrown for a tag that is empty, longer than 64 characters, or has a comma or a control character.
package struct BadTag: Error, CustomStringConvertible {
    /// The tag as it was given.
    package var tag: String

    /// Creates the error.
    package init(tag: String) {
        self.tag = tag
    }

    /// A sentence that says what a tag may be.
    package var description: String {
        "`\(tag)` can't be a tag: a tag has 1 to 64 characters, without commas and line breaks."
    }
}
