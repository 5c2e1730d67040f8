import Runtime

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

    /// A model file.
    public init(name: String, path: String, description: ModelDescription?, problem: String? = nil) {
        self.name = name
        self.path = path
        self.description = description
        self.problem = problem
    }
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

/// The model files to choose from.
struct ModelPicker: Sendable {
    var finder = Finder()
    var entries: [ModelEntry]
    var memory: MemoryUse?
    /// Whether the choice is for the focused lane alone.
    var isForLane = false
    var notice: String?

    /// The entries that every word of the query is found in.
    var found: [ModelEntry] {
        let words = finder.query.text.lowercased().split(separator: " ")
        return entries.filter { entry in
            let about = entry.description.map { "\($0.architecture) \($0.quantization) \($0.title ?? "")" } ?? ""
            let all = "\(entry.name) \(about)".lowercased()
            return words.allSatisfy { all.contains($0) }
        }
    }

    var selected: ModelEntry? {
        let found = found
        return found.indices.contains(finder.selected) ? found[finder.selected] : nil
    }
}
