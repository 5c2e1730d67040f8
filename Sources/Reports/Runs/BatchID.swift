import Foundation

/// The id of a request: any JSON value. It is returned as it came.
package enum BatchID: Codable, Sendable, Hashable {
    case null
    case flag(Bool)
    case text(String)
    case whole(Int64)
    case natural(UInt64)
    case number(Double)
    case list([BatchID])
    case object([String: BatchID])

    /// Reads any JSON value, whole numbers with all their digits.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // As a Double a number would lose digits beyond 2^53.
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let whole = try? container.decode(Int64.self) {
            self = .whole(whole)
        } else if let natural = try? container.decode(UInt64.self) {
            self = .natural(natural)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([BatchID].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: BatchID].self))
        }
    }

    /// Writes the value as it was read.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .text(let text): try container.encode(text)
        case .whole(let whole): try container.encode(whole)
        case .natural(let natural): try container.encode(natural)
        case .number(let number): try container.encode(number)
        case .list(let list): try container.encode(list)
        case .object(let object): try container.encode(object)
        }
    }
}

extension BatchID {
    /// Returns the id in a line that may be wrong in other ways; nil if it has none.
    package static func of(line: String) -> BatchID? {
        struct Identified: Decodable {
            var id: BatchID?

            private enum Key: CodingKey {
                case id
            }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                // A null is an id too.
                id = container.contains(.id) ? try container.decode(BatchID.self, forKey: .id) : nil
            }
        }
        return (try? JSONDecoder().decode(Identified.self, from: Data(line.utf8)))?.id
    }
}
