/// Who gave a verdict.
package struct Voter: Sendable, Hashable, Codable {
    /// What the voter is.
    package enum Kind: String, Sendable, Hashable, Codable {
        case person, model
    }

    /// What the voter is.
    package var kind: Kind
    /// A person's name, or a model's.
    package var name: String
    /// A hash of a judge's prompt with all that frames the texts; nil for a person. Verdicts of other wordings are those
    /// of another judge.
    package var instrument: String?

    /// Creates a voter.
    package init(kind: Kind, name: String, instrument: String? = nil) {
        self.kind = kind
        self.name = name
        self.instrument = instrument
    }

    /// Creates a person.
    package static func person(_ name: String) -> Voter { Voter(kind: .person, name: name) }
}
