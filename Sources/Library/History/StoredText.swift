import Foundation
import GRDB

/// Text as the database holds it. SQLite's text ends at a NUL, which a model's output may have; such text is kept as bytes.
struct StoredText: DatabaseValueConvertible {
    var text: String

    init(_ text: String) {
        self.text = text
    }

    var databaseValue: DatabaseValue {
        text.utf8.contains(0) ? Data(text.utf8).databaseValue : text.databaseValue
    }

    static func fromDatabaseValue(_ value: DatabaseValue) -> StoredText? {
        String.fromDatabaseValue(value).map { StoredText($0) }
    }
}

extension String {
    /// FNV-1a, 64 bits: finds equal texts again. It has to stay what it is, because it is kept.
    var contentHash: Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int64(bitPattern: hash)
    }
}

extension Row {
    /// The text of a column that is never null.
    func text(_ column: String) -> String { (self[column] as StoredText?)?.text ?? "" }

    /// The text of a column that may be null.
    func optionalText(_ column: String) -> String? { (self[column] as StoredText?)?.text }
}
