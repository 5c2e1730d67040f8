/// A value in the metadata of a GGUF file.
package enum GGUFValue: Sendable, Hashable {
    /// An unsigned integer of any width.
    case unsigned(UInt64)
    /// A signed integer of any width.
    case signed(Int64)
    /// A float of either width.
    case real(Double)
    /// A truth value.
    case flag(Bool)
    /// A text of at most ``GGUFFile/Limits/text`` bytes.
    case text(String)
    /// An array that is short enough to be kept.
    case list([GGUFValue])
    /// The place of an array, or of a text, that is too long to be kept.
    case far(GGUFExtent)
}

/// The place of a long value in a GGUF file.
package struct GGUFExtent: Sendable, Hashable {
    /// The type of the elements; `.string` for a long text.
    package var element: GGUFType
    /// The number of elements, or of bytes of a long text.
    package var count: UInt64
    /// The position of the first element in the file.
    package var offset: UInt64
    /// True if the value is a text and not an array.
    package var isText: Bool
}

/// The types of metadata. Raw values are those in the file.
package enum GGUFType: UInt32, Sendable, Hashable {
    /// Unsigned 8 bits.
    case uint8 = 0
    /// Signed 8 bits.
    case int8 = 1
    /// Unsigned 16 bits.
    case uint16 = 2
    /// Signed 16 bits.
    case int16 = 3
    /// Unsigned 32 bits.
    case uint32 = 4
    /// Signed 32 bits.
    case int32 = 5
    /// IEEE single.
    case float32 = 6
    /// One byte, 0 or not.
    case bool = 7
    /// Length in 8 bytes, then UTF-8.
    case string = 8
    /// Type in 4 bytes, count in 8, then the elements.
    case array = 9
    /// Unsigned 64 bits.
    case uint64 = 10
    /// Signed 64 bits.
    case int64 = 11
    /// IEEE double.
    case float64 = 12

    /// The fewest bytes that a value takes in a file.
    var leastBytes: UInt64 {
        switch self {
        case .uint8, .int8, .bool: 1
        case .uint16, .int16: 2
        case .uint32, .int32, .float32: 4
        case .string, .uint64, .int64, .float64: 8
        case .array: 12
        }
    }
}

extension GGUFValue {
    /// The value as a whole number that isn't negative; nil for other values.
    package var count: UInt64? {
        switch self {
        case .unsigned(let value): value
        case .signed(let value): UInt64(exactly: value)
        default: nil
        }
    }

    /// The value as a number; nil for other values.
    package var number: Double? {
        switch self {
        case .unsigned(let value): Double(value)
        case .signed(let value): Double(value)
        case .real(let value): value
        default: nil
        }
    }

    /// The text; nil for other values, and for a text that is too long to be kept.
    package var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The truth value; nil for other values.
    package var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }

    /// The number of elements of an array; nil for other values.
    package var arrayCount: UInt64? {
        switch self {
        case .list(let values): UInt64(values.count)
        case .far(let extent) where !extent.isText: extent.count
        default: nil
        }
    }
}
