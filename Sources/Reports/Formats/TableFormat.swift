/// The format in which a list or some figures are printed.
package enum TableFormat: String, CaseIterable, Sendable {
    case table, json
}
