/// The builds of the program that answers for a server, as its addresses tell them. Another build may write another text for
/// the same request.
package struct ServerBuilds: Sendable, Hashable {
    /// The builds that were told, each once.
    private let told: Set<String>
    /// True if every address told its build.
    private let isComplete: Bool

    /// Stands between two builds that answer under one name.
    private static let separator = " + "

    /// Takes what each address told; nil for one that told nothing.
    package init(_ told: [String?]) {
        self.told = Set(told.compactMap(\.self))
        isComplete = !told.contains(nil)
    }

    /// The builds in a line, which an output keeps; nil if none was told.
    package var text: String? { told.isEmpty ? nil : told.sorted().joined(separator: Self.separator) }

    /// Returns true if an output was made by a build that no address has any more. Where it doesn't say its build, or an address
    /// doesn't, nobody knows: false.
    package func lacks(_ build: String?) -> Bool {
        guard let build, isComplete, !told.isEmpty else { return false }
        return !Set(build.split(separator: Self.separator).map(String.init)).isSubset(of: told)
    }

    /// Returns the sentence about outputs of a file that are made again because of their build; none if there are none.
    package static func notices(remade count: Int, of path: String) -> [String] {
        guard count > 0 else { return [] }
        return [
            count == 1
                ? "An output in \(path) is made again, because another build of the server made it."
                : "\(count) outputs in \(path) are made again, because another build of the server made them."
        ]
    }
}
