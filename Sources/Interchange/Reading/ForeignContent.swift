import Library

/// What a file holds whose format isn't known yet.
enum ForeignContent {
    /// How surely a file is of a format.
    enum Likeness: Comparable {
        /// Nothing speaks against it.
        case faint
        /// It has keys that others have too.
        case possible
        /// It has keys of its own.
        case likely
        /// It has what no other has.
        case certain
    }

    /// A header of YAML, and the text below it.
    case headed(PlacedValue, body: String)
    /// One document of YAML; `isJSON` if it begins with a brace.
    case document(PlacedValue, isJSON: Bool)

    /// Nil if the text is no YAML, with or without a header.
    init?(text: String, name: String) {
        if let matter = try? FrontMatter(text: text, name: name), let header = matter.header {
            self = .headed(header, body: matter.body)
        } else if let root = try? PlacedValue(text: text, name: name) {
            self = .document(root, isJSON: text.first { !$0.isWhitespace } == "{")
        } else {
            return nil
        }
    }

    /// Returns whether the document has one of these keys, also without a value.
    func has(_ keys: String...) -> Bool {
        guard case .document(let root, _) = self else { return false }
        return ((try? root.entries()) ?? []).contains { keys.contains($0.name) }
    }
}
