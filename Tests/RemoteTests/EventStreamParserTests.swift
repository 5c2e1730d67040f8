import Foundation
import Testing

@testable import Remote

struct EventStreamParserTests {
    private func events(_ text: String, pieces: Int = .max) throws -> [String] {
        var parser = EventStreamParser()
        var events: [String] = []
        var rest = Data(text.utf8)[...]
        while !rest.isEmpty {
            events += try parser.append(Data(rest.prefix(pieces)))
            rest = rest.dropFirst(pieces)
        }
        return events + [try parser.flush()].compactMap { $0 }
    }

    @Test(arguments: [Int.max, 1, 2, 3, 7])
    func `events are the same in whatever pieces their bytes come`(pieces: Int) throws {
        let text =
            "\u{FEFF}: comment\n\ndata: 한국 🙂\r\n\r\ndata:a\rdata: b\r\revent: x\nid: 4\nretry: 5\n\ndata\n\ndata: end"
        #expect(try events(text, pieces: pieces) == ["한국 🙂", "a\nb", "", "end"])
    }

    @Test func `only one space after the colon is taken away`() throws {
        #expect(try events("data:  two\n\n") == [" two"])
        #expect(try events("database: no\n\ndata: yes\n\n") == ["yes"])
    }

    @Test func `an event without an end is refused before it fills the memory`() {
        var parser = EventStreamParser()
        #expect(throws: EventStreamParser.Excess.self) {
            for _ in 0..<3 { _ = try parser.append(Data(repeating: 0x78, count: 1 << 19)) }
        }
        var lines = EventStreamParser()
        #expect(throws: EventStreamParser.Excess.self) {
            for _ in 0..<2_000_000 { _ = try lines.append(Data("data: x\n".utf8)) }
        }
    }

    @Test(arguments: ["\n", ": wait\n", "retry: 1\r\n", "x\r"])
    func `lines without data have an end too`(line: String) {
        var parser = EventStreamParser(mostLines: 1000)
        #expect(throws: EventStreamParser.Excess.self) {
            for _ in 0..<2000 { _ = try parser.append(Data(line.utf8)) }
        }
    }
}
