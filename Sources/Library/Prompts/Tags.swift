import Foundation

/// The words that prompts and runs are found by.
package enum Tags {
    private static let mostLetters = 64

    /// Tags as they are kept: without blanks around them, each once, in Unicode's form NFC.
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

/// A tag that is empty, longer than 64 characters, or has a comma or a control character.
package struct BadTag: Error, CustomStringConvertible {
    /// The tag as it was given.
    package var tag: String

    /// Refuses a tag.
    package init(tag: String) {
        self.tag = tag
    }

    /// What is wrong with it.
    package var description: String {
        "`\(tag)` can't be a tag: one has 1 to 64 characters and neither commas nor line breaks."
    }
}
