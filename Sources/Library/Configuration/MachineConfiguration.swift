/// Another machine whose engine lanes may run on. A command starts `lathe engine` there.
package struct MachineConfiguration: Sendable, Hashable {
    /// The name that lanes call it by.
    package var name: String
    /// The program and its arguments, as in `[ssh, gpu-box, lathe, engine]`.
    package var command: [String]
    /// Seconds that it may take to answer at the start, 1...3600.
    package var timeout = 30.0

    /// Creates a machine.
    package init(name: String, command: [String]) {
        self.name = name
        self.command = command
    }
}

extension Configuration {
    /// Returns the machine and the model there if `word` is `NAME` or `NAME/MODEL` of a machine; nil if it isn't. A
    /// model of nil is that machine's default one.
    package func machine(for word: String) -> (machine: MachineConfiguration, model: String?)? {
        let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let machine = machines.first(where: { $0.name == parts[0] }) else { return nil }
        return (machine, parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil)
    }

    /// The names of servers and machines: a model that begins with one isn't a file here.
    package var places: Set<String> { Set(servers.map(\.name) + machines.map(\.name)) }

    /// Returns whether a word for a model means one on a server or another machine.
    package func isElsewhere(_ word: String) -> Bool { places.contains(String(word.prefix { $0 != "/" })) }
}
