/// Another machine whose engine lanes may run on, over a command that starts `lathe engine` there.
package struct MachineConfiguration: Sendable, Hashable {
    /// What lanes call it.
    package var name: String
    /// The program and its arguments, as in `[ssh, gpu-box, lathe, engine]`.
    package var command: [String]
    /// Seconds that it may take to answer at first, 1...3600.
    package var timeout = 30.0

    /// A machine behind a command.
    package init(name: String, command: [String]) {
        self.name = name
        self.command = command
    }
}

extension Configuration {
    /// Returns the machine that a word for a model names, as `NAME` or `NAME/MODEL`, and the model there; nil if the
    /// word means none. A model of nil is that machine's default one.
    package func machine(for word: String) -> (machine: MachineConfiguration, model: String?)? {
        let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let machine = machines.first(where: { $0.name == parts[0] }) else { return nil }
        return (machine, parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil)
    }

    /// Names that a word for a model may begin with and that mean another place than this machine's files.
    package var places: Set<String> { Set(servers.map(\.name) + machines.map(\.name)) }

    /// Returns whether a word for a model means a server's or another machine's.
    package func isElsewhere(_ word: String) -> Bool { places.contains(String(word.prefix { $0 != "/" })) }
}
