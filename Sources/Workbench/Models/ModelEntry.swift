import Models

/// A model file that can be chosen.
package struct ModelEntry: Sendable, Hashable {
    /// What prompts and lanes call it.
    package var name: String
    /// Its file.
    package var path: String
    /// What its header says; nil for a server, and where it can't be used.
    package var description: ModelDescription?
    /// Why it can't be used.
    package var problem: String?
    /// Whose folder it lies in, where that is another program's.
    package var owner: String?
    /// What deleting it would mean.
    package var removal: ModelRemoval
    /// Whether prompts and lanes that name no model are on it from the next start on.
    package var isDefault: Bool

    /// A model file, or a server.
    package init(
        name: String, path: String, description: ModelDescription?, problem: String? = nil, owner: String? = nil,
        removal: ModelRemoval = .refused("It is a server of your settings: remove it there."), isDefault: Bool = false
    ) {
        self.name = name
        self.path = path
        self.description = description
        self.problem = problem
        self.owner = owner
        self.removal = removal
        self.isDefault = isDefault
    }

    /// Whether it runs elsewhere.
    var isServer: Bool { description == nil && problem == nil }
    /// What it is where it is no file: an engine behind a command, or a server.
    var elsewhere: String { path.hasPrefix("engine ") ? "an engine elsewhere" : "a server" }
}

/// Bytes of memory, as the system counts them.
package struct MemoryUse: Sendable, Hashable {
    /// What this process has.
    package var used: UInt64
    /// What the system could give without swapping.
    package var available: UInt64
    /// What the machine has.
    package var total: UInt64

    /// Bytes that are used and available, and all there are.
    package init(used: UInt64, available: UInt64, total: UInt64) {
        self.used = used
        self.available = available
        self.total = total
    }
}
