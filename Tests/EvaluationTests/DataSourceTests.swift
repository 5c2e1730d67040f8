import Foundation
import Prompting
import Testing

@testable import Evaluation

private func source(_ bytes: [UInt8], _ format: DataOptions.Format? = nil) throws(DataSetError) -> DataSource {
    try DataSource(BytesInMemory(bytes), format: format)
}

private func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
        let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return isBigEndian ? bytes : bytes.reversed()
    }
}

/// Hands out bytes in pieces of a size.
private final class SmallPieces: DataPieces {
    let bytes: [UInt8]
    let size: Int
    var place = 0

    init(_ bytes: [UInt8], _ size: Int) {
        (self.bytes, self.size) = (bytes, size)
    }

    func next() -> [UInt8]? {
        guard place < bytes.count else { return nil }
        defer { place += size }
        return Array(bytes[place..<min(bytes.count, place + size)])
    }

    func rewind() { place = 0 }
}

@Suite struct `Bytes of data` {
    private let table = "question,expected\n\"Wo ist\r\nZürich? 🏔\",서울\n"

    @Test(arguments: [true, false])
    func `UTF-16 with a mark is read`(isBigEndian: Bool) throws {
        let bytes = utf16("\u{FEFF}" + table, isBigEndian: isBigEndian)
        for size in [1, 3, bytes.count] {
            let survey = try DataSurvey(
                of: try DataSource(SmallPieces(bytes, size), format: nil), firstRows: 1)
            #expect(survey.firstRows.first?.map(\.text) == ["Wo ist\nZürich? 🏔", "서울"])
            #expect(survey.notices.map(\.sentence) == ["The file is read as UTF-16, as its first bytes say."])
        }
    }

    @Test(arguments: [1, 2, 7, 4096])
    func `rows are the same however the bytes come`(size: Int) throws {
        for text in [table, "[\n{\"q\": \"Zürich\"},\r\n{\"q\": \"서울\"}]", "{\"q\":1}\r\n{\"q\":\"é\"}\r"] {
            let whole = try DataSurvey(of: try source(Array(text.utf8)), firstRows: 9)
            let parts = try DataSurvey(of: DataSource(SmallPieces(Array(text.utf8), size), format: nil), firstRows: 9)
            #expect(whole.firstRows.map { $0.map(\.text) } == parts.firstRows.map { $0.map(\.text) })
            #expect(whole.rowCount == parts.rowCount && whole.rowCount > 0)
        }
    }

    @Test func `marks of byte order are left out, however many there are`() throws {
        let survey = try DataSurvey(of: try source(Array("\u{FEFF}\u{FEFF}a,b\n\u{FEFF}1,2\n".utf8)), firstRows: 1)
        #expect(survey.names == ["a", "b"])
        #expect(survey.firstRows.first?.map(\.text) == ["1", "2"])
        #expect(try DataSurvey(of: try source(Array("\u{FEFF}\u{FEFF}[{\"q\":1}]".utf8)), firstRows: 0).rowCount == 1)
    }

    @Test func `other encodings are named with the line that shows them`() throws {
        let latin = Array("question,expected\na,b\ncaf".utf8) + [0xE9] + Array(",x\n".utf8)
        #expect(throws: DataSetError.encoding("WINDOWS-1252", line: 3)) { try source(latin) }
        // "서울" as Korean Windows writes it.
        let korean = Array("question,expected\n".utf8) + [0xBC, 0xAD, 0xBF, 0xEF] + Array(",x\n".utf8)
        #expect(throws: DataSetError.encoding("CP949", line: 2)) { try source(korean) }
        #expect(throws: DataSetError.encoding("UTF-16LE", line: 1)) {
            try source(utf16("question,expected\n", isBigEndian: false))
        }
        #expect(throws: DataSetError.encoding("UTF-16BE", line: 1)) {
            try source(utf16("question,expected\n", isBigEndian: true))
        }
        #expect(throws: DataSetError.encoding("UTF-32", line: 1)) { try source([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]) }
    }

    @Test func `a broken line in UTF-8 costs its own row`() throws {
        let bytes = Array("{\"q\":\"é\"}\n{\"q\":\"".utf8) + [0xE9] + Array("\"}\n".utf8)
        let survey = try DataSurvey(of: try source(bytes), firstRows: 0)
        #expect(survey.rowCount == 1)
        #expect(survey.badRows.map(\.sentence) == ["Line 2: It has bytes that are not UTF-8."])
    }

    @Test(arguments: [
        ("PAR1", "a Parquet file"), ("PK\u{3}\u{4}", "a ZIP archive or a workbook of Excel"),
        ("<!DOCTYPE html>\n<html>", "a page of HTML"),
        ("version https://git-lfs.github.com/spec/v1\n", "the pointer of Git LFS to a file elsewhere"),
    ])
    func `what is no text is named`(start: String, kind: String) {
        #expect(throws: DataSetError.binary(kind)) { try source(Array("\(start)and more".utf8)) }
    }

    @Test func `a line of more than the most bytes is told, and the next is read`() throws {
        let long = [UInt8](repeating: 0x61, count: LineReader.mostBytes + 1)
        let survey = try DataSurvey(
            of: try source(Array("{\"q\":1}\n".utf8) + long + Array("\n{\"q\":2}\n".utf8)), firstRows: 0)
        #expect(survey.rowCount == 2)
        #expect(survey.badRows.map(\.sentence) == ["Line 2: It is longer than 64 MB."])
    }

    @Test func `a survey says which columns there are, how often, and the paths into them`() throws {
        let lines = """
            {"id": 1, "answers": {"text": ["a"], "answer_start": [0]}, "choices": [{"label": "A", "text": "x"}], "note": null}
            {"id": 2, "tags": ["p", "q"]}
            """
        let survey = try DataSurvey(of: try source(Array(lines.utf8)), firstRows: 0)
        #expect(survey.names == ["id", "answers", "choices", "note", "tags"])
        #expect(survey.columns.map(\.count) == [2, 1, 1, 0, 1])
        #expect(
            survey.paths == [
                "id", "answers.text", "answers.answer_start", "choices.label", "choices.text", "note", "tags",
            ])
    }
}
