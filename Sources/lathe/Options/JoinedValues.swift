import Reference

/// Command lines whose values can't be mistaken for options.
enum JoinedValues {
    /// Writes `--stop ---` as `--stop=---`: ArgumentParser refuses some texts that begin with a dash before it knows whose they are.
    static func joined(_ arguments: [String]) -> [String] {
        // Options that look like such are told from values by ArgumentParser itself, and asking for all options takes a while.
        let isNeeded = zip(arguments, arguments.dropFirst()).contains { option, value in
            option.hasPrefix("--") && value.hasPrefix("-") && value.wholeMatch(of: /--[a-z][a-z0-9-]*/) == nil
        }
        guard isNeeded, let options = ToolDescription.current?.optionsOfAnyText else { return arguments }
        var joined: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if options.contains(argument), let value = rest.first, value.hasPrefix("-") {
                rest.removeFirst()
                joined.append("\(argument)=\(value)")
            } else {
                joined.append(argument)
            }
        }
        return joined
    }
}
