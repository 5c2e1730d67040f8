import Foundation

/// Splits server-sent events, by section 9.2.6 of the HTML standard. Bytes may come in any pieces.
///
///     var parser = EventStreamParser()
///     try parser.append(data)          // ["{\"choices\": …}", "[DONE]"]
struct EventStreamParser {
    /// Thrown for a stream that meets a bound; the text is the second half of a sentence about the server.
    struct Excess: Error {
        var text: String
    }

    /// The largest event, in bytes, far above what a server has reason to send.
    static let mostBytes = 1 << 20

    /// The largest number of lines, those without data too. An event has a few.
    private let mostLines: Int
    private var lines = 0
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var isFirstLine = true
    /// True if the last byte was a carriage return, so that a line feed may belong to it.
    private var skipsLineFeed = false

    init(mostLines: Int = 1_000_000) {
        self.mostLines = mostLines
    }

    /// Returns the data of the events that these bytes complete.
    mutating func append(_ bytes: Data) throws(Excess) -> [String] {
        var events: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            if skipsLineFeed {
                skipsLineFeed = false
                if rest.first == 0x0A {
                    rest.removeFirst()
                    continue
                }
            }
            guard let end = Self.lineEnd(of: rest) else {
                try add(rest)
                break
            }
            try add(rest[..<end])
            skipsLineFeed = rest[end] == 0x0D
            rest = rest[(end + 1)...]
            if let event = try endLine() { events.append(event) }
        }
        return events
    }

    /// Returns the place of the first line feed or carriage return; nil if there is none.
    private static func lineEnd(of bytes: Data) -> Int? {
        let place = bytes.withUnsafeBytes { bytes in bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } }
        return place.map { bytes.startIndex + $0 }
    }

    private mutating func add(_ bytes: Data) throws(Excess) {
        guard line.count + bytes.count <= Self.mostBytes else { throw Self.longEvent }
        line += bytes
    }

    private static let longEvent = Excess(text: "it sent an event of more than \(mostBytes >> 20) MB")

    /// Returns the data of a last event without its empty line. The standard drops such an event, but servers rely on
    /// it.
    mutating func flush() throws(Excess) -> String? {
        _ = try endLine()
        return try endLine()
    }

    private mutating func endLine() throws(Excess) -> String? {
        defer { line.removeAll(keepingCapacity: true) }
        lines += 1
        guard lines <= mostLines else { throw Excess(text: "it sent more than \(mostLines) lines") }
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
        guard data.count <= Self.mostBytes else { throw Self.longEvent }
        return nil
    }
}
