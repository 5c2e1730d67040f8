import Models

/// A model in the list: a file, a server or an engine elsewhere.
package struct ModelEntry: Sendable, Hashable {
    /// The name by which prompts and lanes call it.
    package var name: String
    /// The path of its file.
    package var path: String
    /// The description from its header; nil for a server, and if the file can't be used.
    package var description: ModelDescription?
    /// Why it can't be used; nil if it can.
    package var problem: String?
    /// The program whose folder it is in; nil for Lathe's own and the user's folders.
    package var owner: String?
    /// What deleting it would do.
    package var removal: ModelRemoval
    /// True if it is the model, from the next start on, for prompts and lanes that name none.
    package var isDefault: Bool
    /// Sentences about its chat template and its projector, which are found after the rest; nil if they aren't yet.
    package var abilities: String?

    /// Creates an entry for a model file or a server.
    package init(
        name: String, path: String, description: ModelDescription?, problem: String? = nil, owner: String? = nil,
        removal: ModelRemoval = .refused("It is a server from your settings. Remove it there."), isDefault: Bool = false
    ) {
        self.name = name
        self.path = path
        self.description = description
        self.problem = problem
        self.owner = owner
        self.removal = removal
        self.isDefault = isDefault
    }

    /// True if it runs elsewhere.
    var isServer: Bool { description == nil && problem == nil }
    /// The kind of place for a model that isn't a file: an engine behind a command, or a server.
    var elsewhere: String { path.hasPrefix("engine ") ? "an engine elsewhere" : "a server" }
}

/// Memory in bytes, as the system counts it.
package struct MemoryUse: Sendable, Hashable {
    /// The memory that this process uses.
    package var used: UInt64
    /// The memory that the system could give without swapping.
    package var available: UInt64
    /// The memory of the machine.
    package var total: UInt64

    /// Creates figures.
    package init(used: UInt64, available: UInt64, total: UInt64) {
        self.used = used
        self.available = available
        self.total = total
    }
}
