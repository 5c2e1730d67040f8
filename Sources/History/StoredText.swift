import Foundation
import GRDB

/// A text as the database holds it. SQLite's texts end at a NUL, which a model's output may have; such a text is kept
/// as bytes.
struct StoredText: DatabaseValueConvertible {
    var text: String

    init(_ text: String) {
        self.text = text
    }

    var databaseValue: DatabaseValue {
        text.utf8.contains(0) ? Data(text.utf8).databaseValue : text.databaseValue
    }

    static func fromDatabaseValue(_ value: DatabaseValue) -> StoredText? {
        if case .blob(let bytes) = value.storage { return StoredText(String(decoding: bytes, as: UTF8.self)) }
        return String.fromDatabaseValue(value).map { StoredText($0) }
    }
}

/// Thrown for a value that Lathe doesn't write: another program changed it, or it is damaged in a way that SQLite
/// doesn't notice.
struct UnreadableValue: Error {
    var column: String
}

/// Safe reading of columns. GRDB's own subscripts end the program if a column is missing or its value has another type.
extension Row {
    /// Returns the value of a column that is never null.
    func value<Value: DatabaseValueConvertible>(_ column: String) throws(UnreadableValue) -> Value {
        guard let value: Value = try optional(column) else { throw UnreadableValue(column: column) }
        return value
    }

    /// Returns the value of a column that may be null.
    func optional<Value: DatabaseValueConvertible>(_ column: String) throws(UnreadableValue) -> Value? {
        guard hasColumn(column) else { throw UnreadableValue(column: column) }
        let stored: DatabaseValue = self[column]
        if stored.isNull { return nil }
        guard let value = Value.fromDatabaseValue(stored) else { throw UnreadableValue(column: column) }
        return value
    }

    /// Returns the text of a column that is never null.
    func text(_ column: String) throws(UnreadableValue) -> String { try optionalText(column) ?? "" }

    /// Returns the text of a column that may be null.
    func optionalText(_ column: String) throws(UnreadableValue) -> String? {
        let stored: StoredText? = try optional(column)
        return stored?.text
    }

    /// Returns a number of things. Anything that can't be one counts as damage.
    func count(_ column: String, most: Int = 1 << 40) throws(UnreadableValue) -> Int {
        let count: Int = try value(column)
        guard (0...most).contains(count) else { throw UnreadableValue(column: column) }
        return count
    }

    /// Returns a time in seconds, at most a billion, about 30 years; 0 for what can't be one.
    func seconds(_ column: String) throws(UnreadableValue) -> Double {
        let seconds: Double = try value(column)
        return seconds.isFinite ? Swift.min(Swift.max(0, seconds), 1e9) : 0
    }
}
