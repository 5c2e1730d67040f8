import Foundation
import History
import YAMLText

/// Returns a value as JSON with keys in alphabetical order. Characters that a terminal would obey are escaped.
package func json(_ value: some Encodable, pretty: Bool) throws -> String {
    let encoder = HistoryJSON.encoder()
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    // The encoder doesn't escape these, and terminals obey some of them.
    return text.escapingScalars { (0x7F...0x9F).contains($0.value) }
}
