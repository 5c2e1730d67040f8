/// How a list or a few figures are printed.
package enum TableFormat: String, CaseIterable, Sendable {
    case table, json
}
