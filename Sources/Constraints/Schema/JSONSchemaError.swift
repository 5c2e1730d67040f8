import JSONText

/// What is wrong with a JSON schema, and where in it.
package enum JSONSchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A keyword has a value that it can't have; `problem` is the second half of a sentence.
    case malformed(at: JSONPointer, problem: String)
    /// A reference leads out of the document, and Lathe fetches nothing.
    case remote(at: JSONPointer, reference: String)
    /// A reference leads to no place in the document.
    case unresolved(at: JSONPointer, reference: String)
    /// A schema refers to itself for the same value, so a check would never end.
    case endless(at: JSONPointer)

    /// The place of the mistake.
    package var pointer: JSONPointer {
        switch self {
        case .malformed(let pointer, _), .remote(let pointer, _), .unresolved(let pointer, _), .endless(let pointer):
            pointer
        }
    }

    /// The second half of a sentence that says what is wrong, without the place.
    package var problem: String {
        switch self {
        case .malformed(_, let problem): problem
        case .remote(_, let reference):
            "refers to \(shortQuote(reference)), which isn't in the schema, and Lathe fetches nothing. Put it under `$defs`."
        case .unresolved(_, let reference): "refers to \(shortQuote(reference)), and the schema has no such place."
        case .endless: "refers to itself without going into the value, so that a check would never end."
        }
    }

    /// A sentence with the place and what is wrong there.
    package var description: String {
        pointer.steps.isEmpty ? "The schema \(problem)" : "`\(pointer)` \(problem)"
    }
}

/// Returns a text in quotes, shortened so that it fits into a sentence.
func shortQuote(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return JSONValue.quoted(scalars.count > 60 ? String(scalars.prefix(57)) + "…" : text)
}
