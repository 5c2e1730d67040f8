import Foundation

/// Numbers that a Python script beside them wrote.
enum Reference {
    static func read<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try JSONDecoder().decode(
            type, from: Data(contentsOf: folder.appending(path: "Reference/\(name).json")))
    }
}
