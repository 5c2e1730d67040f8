import Foundation

/// Splits server-sent events, by section 9.2.6 of the HTML standard. Bytes may come in any pieces.
///
///     var parser = EventStreamParser()
///     try parser.append(data)          // ["{\"choices\": …}", "[DONE]"]
struct EventStreamParser {
    /// Thrown for an event that is longer than ``mostBytes``.
    struct TooLong: Error {}

    /// The largest event, in bytes, far above what a server has reason to send.
    static let mostBytes = 1 << 20

    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var isFirstLine = true
    /// True if the last byte was a carriage return, so that a line feed may belong to it.
    private var skipsLineFeed = false

    /// Returns the data of the events that these bytes complete.
    mutating func append(_ bytes: Data) throws(TooLong) -> [String] {
        var events: [String] = []
        for byte in bytes {
            if skipsLineFeed {
                skipsLineFeed = false
                if byte == 0x0A { continue }
            }
            switch byte {
            case 0x0A, 0x0D:
                skipsLineFeed = byte == 0x0D
                if let event = try endLine() { events.append(event) }
            default:
                line.append(byte)
                guard line.count <= Self.mostBytes else { throw TooLong() }
            }
        }
        return events
    }

    /// Returns the data of a last event without its empty line. The standard drops such an event, but servers rely on
    /// it.
    mutating func flush() throws(TooLong) -> String? {
        _ = try endLine()
        return try endLine()
    }

    private mutating func endLine() throws(TooLong) -> String? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        guard !line.isEmpty else {
            defer {
                data.removeAll(keepingCapacity: true)
                hasData = false
            }
            return hasData ? String(decoding: data, as: UTF8.self) : nil
        }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.count
        guard line[..<colon].elementsEqual("data".utf8) else { return nil }
        var value = line[min(colon + 1, line.count)...]
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        if hasData { data.append(0x0A) }
        data += value
        hasData = true
        guard data.count <= Self.mostBytes else { throw TooLong() }
        return nil
    }
}
