/// Iterates over the outermost JSON objects and lists in a text.
package struct JSONInText: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var index = 0
    /// Unfinished lists are read again from each bracket inside them; this bounds how many bytes are read in all.
    private var budget: Int

    /// Creates an iterator over the JSON values in a text.
    package init(_ text: String) {
        bytes = Array(text.utf8)
        budget = 8 * bytes.count + 4096
    }

    /// Returns the next value; nil after the last.
    package mutating func next() -> JSONValue? {
        while index < bytes.count, budget > 0 {
            guard bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "[") else {
                index += 1
                continue
            }
            var reader = JSONReader(bytes, in: index..<bytes.count)
            let start = index
            var found: JSONValue?
            do throws(JSONReader.Failure) {
                found = try reader.value()
                index = reader.index
            } catch {
                // The parts of what lies too deep aren't read either.
                index = error == .tooDeep ? reader.index : index + 1
            }
            budget -= reader.index - start
            if let found { return found }
        }
        return nil
    }
}
