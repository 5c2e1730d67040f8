import Library

/// The content of a file whose format isn't known yet.
enum ForeignContent {
    /// How likely it is that a file has a format.
    enum Likeness: Comparable {
        /// Nothing in it rules the format out.
        case faint
        /// It has keys that other formats have too.
        case possible
        /// It has keys that are typical of the format.
        case likely
        /// It has something that no other format has.
        case certain
    }

    /// A YAML header, and the text below it.
    case headed(PlacedValue, body: String)
    /// One YAML document; `isJSON` is true if it begins with a brace.
    case document(PlacedValue, isJSON: Bool)

    /// Reads a text; nil if it isn't YAML, with or without a header.
    init?(text: String, name: String) {
        if let matter = try? FrontMatter(text: text, name: name), let header = matter.header {
            self = .headed(header, body: matter.body)
        } else if let root = try? PlacedValue(text: text, name: name) {
            self = .document(root, isJSON: text.first { !$0.isWhitespace } == "{")
        } else {
            return nil
        }
    }

    /// Returns whether the document has one of these keys. The key may have no value.
    func has(_ keys: String...) -> Bool {
        guard case .document(let root, _) = self else { return false }
        return ((try? root.entries()) ?? []).contains { keys.contains($0.name) }
    }
}
