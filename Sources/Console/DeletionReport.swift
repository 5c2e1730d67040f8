import Reports

/// What a command deleted from the history, or brought back.
package struct DeletionReport: Encodable {
    private var deleted: [Int64] = []
    private var restored: [Int64] = []

    /// Creates the report of these numbers, which were brought back if `isUndone` is true.
    package init(_ ids: [Int64], isUndone: Bool) {
        if isUndone { restored = ids } else { deleted = ids }
    }

    /// Prints it; `command` is the command whose `delete` it was.
    package func show(as format: TableFormat, command: String) throws {
        if format == .json { return try printJSON(self, pretty: true) }
        let list = (deleted + restored).map { "\($0)" }.joined(separator: " ")
        try printOutput(
            deleted.isEmpty
                ? "Brought back: \(list).\n"
                : "Deleted: \(list). `lathe \(command) delete --undo \(list)` brings back what was deleted.\n")
    }
}
