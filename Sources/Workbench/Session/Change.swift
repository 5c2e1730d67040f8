/// A change of the prompt or of lanes, which can be undone.
struct Change: Sendable, Hashable {
    /// The lanes whose outputs depend on it.
    enum Scope: Sendable, Hashable {
        case all, none
        case lane(Int)
    }

    /// The change in words, for the notice after an undo.
    var what: String
    /// Changes of one kind in a row are undone together. Nil is never the same kind.
    var kind: String?
    var scope = Scope.all

    init(_ what: String, kind: String? = nil, _ scope: Scope = .all) {
        self.what = what
        self.kind = kind
        self.scope = scope
    }
}
