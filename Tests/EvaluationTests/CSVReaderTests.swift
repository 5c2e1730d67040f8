import Foundation
import Testing

@testable import Evaluation

private struct Table: Decodable {
    var text: String
    var separator: String
    var header: [String]
    var rows: [[String]]

    static let all: [Table] = {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reference/csv_tables.json")
        let tables = (try? Data(contentsOf: path)).flatMap { try? JSONDecoder().decode([Table].self, from: $0) }
        precondition(tables?.isEmpty == false, "Reference/csv_tables.py > Reference/csv_tables.json makes the tables.")
        return tables ?? []
    }()
}

@Test(arguments: Table.all.indices)
func `tables that Python's csv module wrote are read as it reads them`(index: Int) {
    let table = Table.all[index]
    let read = CSVReader.rows(of: table.text, separator: table.separator.first)
    #expect(read.bad.isEmpty)
    #expect(read.columns == table.header)
    #expect(read.rows.map { row in table.header.map { row.values[$0]?.text ?? "missing" } } == table.rows)
}

@Test func `a row knows the line that it begins in, whatever line ends stand in fields`() {
    let read = CSVReader.rows(of: "a,b\r\n1,\"x\r\ny\nz\"\r\n\r\n2,w\r\n")
    #expect(read.rows.map(\.line) == [2, 6])
    #expect(read.rows.last?.values["b"] == .text("w"))
}

@Test func `rows that are wrong are named by their lines and the others are read`() {
    let read = CSVReader.rows(of: "a,b\n1,2\n3\n4,5,6\n\"7\"x,8\n9,10\n\"11,12\n13,14\n")
    #expect(read.rows.map { $0.values["a"]?.text } == ["1", "9"])
    #expect(read.bad.map(\.line) == [3, 4, 5, 7])
    #expect(read.bad[0].problem == "It has 1 fields; the header has 2.")
    #expect(read.bad[2].problem.hasPrefix("A closing quote is followed by text"))
    #expect(read.bad[3].problem == "The quote that opens in line 7 is never closed.")
}

@Test func `the separator is what the first line shows`() {
    #expect(CSVReader.rows(of: "a;b\n1;2").rows.first?.values == ["a": .text("1"), "b": .text("2")])
    #expect(CSVReader.rows(of: "a\tb\n1;x\t2").rows.first?.values == ["a": .text("1;x"), "b": .text("2")])
    #expect(CSVReader.rows(of: "\u{FEFF}a,b;c\n1,2").rows.first?.values == ["a": .text("1"), "b;c": .text("2")])
}

@Test func `a header that names a column twice is refused`() {
    let read = CSVReader.rows(of: "a,a\n1,2\n")
    #expect(read.rows.isEmpty)
    #expect(read.bad == [BadRow(line: 1, problem: "The header names two columns `a`.")])
}
