/// Writes tables as comma-separated values (RFC 4180).
enum CSV {
    /// Returns a record with its line break.
    static func row(_ cells: [String]) -> String {
        let quoted = cells.map { cell in
            cell.contains(where: { "\",".contains($0) || $0.isNewline })
                ? "\"\(cell.replacing("\"", with: "\"\""))\"" : cell
        }
        return quoted.joined(separator: ",") + "\r\n"
    }
}
