import Models

/// A model file that can be chosen.
public struct ModelEntry: Sendable, Hashable {
    /// What prompts and lanes call it.
    public var name: String
    /// Its file.
    public var path: String
    /// What its header says; nil for a server, and where it can't be used.
    public var description: ModelDescription?
    /// Why it can't be used.
    public var problem: String?
    /// Whose folder it lies in, where that is another program's.
    public var owner: String?
    /// What deleting it would mean.
    public var removal: ModelRemoval
    /// Whether prompts and lanes that name no model are on it from the next start on.
    public var isDefault: Bool

    /// A model file, or a server.
    public init(
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
public struct MemoryUse: Sendable, Hashable {
    /// What this process has.
    public var used: UInt64
    /// What the system could give without swapping.
    public var available: UInt64
    /// What the machine has.
    public var total: UInt64

    /// Bytes that are used and available, and all there are.
    public init(used: UInt64, available: UInt64, total: UInt64) {
        self.used = used
        self.available = available
        self.total = total
    }
}
