import Foundation
import History
import YAMLText

/// Returns a value as JSON that a terminal doesn't obey, keys in alphabetical order.
package func json(_ value: some Encodable, pretty: Bool) throws -> String {
    let encoder = HistoryJSON.encoder()
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    // The encoder leaves these as they are, and a terminal obeys some of them.
    return text.escapingScalars { (0x7F...0x9F).contains($0.value) }
}
