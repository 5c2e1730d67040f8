import Foundation
import JSONText
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

/// What a reader makes of a text.
private struct Read {
    var columns: [String] = []
    var rows: [DataRow] = []
    var bad: [BadRow] = []
    var notices: [String] = []
    var form = ""

    init(_ text: String, form: CSVForm? = nil, quotesTabs: Bool = false) throws {
        try self.init(Array(text.utf8), form: form, quotesTabs: quotesTabs)
    }

    init(_ bytes: [UInt8], form: CSVForm? = nil, quotesTabs: Bool = false) throws {
        var reader = CSVReader(BytesInMemory(bytes), form: form, quotesTabs: quotesTabs)
        while let item = try reader.next() {
            switch item {
            case .row(let row): rows.append(row)
            case .bad(let row): bad.append(row)
            }
        }
        (columns, self.form, notices) = (reader.columns, reader.form, reader.notices.map(\.sentence))
    }

    var cells: [[String]] { rows.map { row in columns.map { row.fields[$0]?.spelled ?? "missing" } } }
}

@Test(arguments: Table.all.indices)
func `tables that Python's csv module wrote are read as it reads them, with line ends of one kind`(index: Int) throws {
    let table = Table.all[index]
    let read = try Read(table.text, form: CSVForm(separator: table.separator.utf8.first ?? 0))
    #expect(read.bad.isEmpty)
    #expect(read.columns == table.header)
    #expect(read.cells == table.rows.map { row in row.map { $0.replacing("\r\n", with: "\n") } })
}

@Test func `a row knows the line that it begins in, whatever line ends stand in fields`() throws {
    let read = try Read("a,b\r\n1,\"x\r\ny\nz\"\r\n\r\n2,w\r\n")
    #expect(read.rows.map(\.line) == [2, 6])
    #expect(read.cells == [["1", "x\ny\nz"], ["2", "w"]])
}

@Test(arguments: ["\n", "\r\n", "\r"])
func `lines end as they like`(end: String) throws {
    let read = try Read(["\u{FEFF}a,b", "1,2", "\"3\",4", ""].joined(separator: end))
    #expect(read.columns == ["a", "b"])
    #expect(read.cells == [["1", "2"], ["3", "4"]])
    #expect(read.rows.map(\.line) == [2, 3])
}

@Test func `rows that are wrong are named by their lines and the others are read`() throws {
    let read = try Read("a,b\n1,2\n3\n4,5,6\n\"7\"x,8\n9,10\n")
    #expect(read.cells == [["1", "2"], ["9", "10"]])
    #expect(read.bad.map(\.line) == [3, 4, 5])
    #expect(read.bad[0].problem == "It has 1 field; the header has 2.")
    #expect(read.bad[2].problem.hasPrefix("A closing quote is followed by text"))
}

@Test func `after a quote that is never closed reading goes on at the next line that is a row`() throws {
    let read = try Read("a,b\n1,2\n3,\"open\n4,5\n6,7\n")
    #expect(read.cells == [["1", "2"], ["4", "5"], ["6", "7"]])
    #expect(read.bad == [BadRow(line: 3, problem: "The quote that opens in line 3 is never closed.")])
}

@Test func `every line that is lost behind a wrong quote is counted`() throws {
    let read = try Read("a,b,c\n1,\"x\none,two\nthree\n2,\"y\",z\n")
    #expect(read.cells == [["2", "y", "z"]])
    #expect(
        read.bad.map(\.sentence) == [
            "Lines 2 to 4: A closing quote is followed by text; a quote inside a field is written twice."
        ])
}

@Test func `a quote that swallows rows and has too many fields costs its own line only`() throws {
    let read = try Read("a,b\n1,\"5 inch\n2,x\n3,\",y\n4,z\n")
    #expect(read.cells == [["2", "x"], ["4", "z"]])
    #expect(read.bad.map(\.line) == [2, 4])
}

@Test func `a row whose lines look like rows is told`() throws {
    let read = try Read("a,b\n1,\"open\n2,x\n3,y\n4,close\"\n5,z\n")
    #expect(read.cells.map { $0[0] } == ["1", "5"])
    #expect(read.notices.count == 1)
    #expect(read.notices.first?.contains("lines 2 to 5") == true)
}

@Test func `the separator is what the first lines show`() throws {
    #expect(try Read("a;b\n1;2").cells == [["1", "2"]])
    #expect(try Read("a\tb\n1;x\t2").cells == [["1;x", "2"]])
    #expect(try Read("\u{FEFF}a,b;c\n1,2").columns == ["a", "b;c"])
    #expect(try Read("id;question, long;answer\n1;x, y, z;2\n2;w;3\n").columns == ["id", "question, long", "answer"])
    #expect(try Read("a|b\n1|2").form == "CSV with bars")
    #expect(try Read("question\nOne, two; three\n").columns == ["question"])
}

@Test(arguments: ["sep=;", "\"sep=;\"", "SEP=;"])
func `Excel's first line names the separator`(marker: String) throws {
    let read = try Read("\(marker)\r\na;b,c\r\n1;2\r\n")
    #expect(read.columns == ["a", "b,c"])
    #expect(read.cells == [["1", "2"]])
    #expect(read.rows[0].line == 3)
}

@Test func `TSV has no quotes, and rows with some are told`() throws {
    let text = "a\tb\n\"Who\tx\n\"y\" said\tz\n\"in\"\t1\n"
    let read = try Read(text, form: .tsv)
    #expect(read.cells == [["\"Who", "x"], ["\"y\" said", "z"], ["\"in\"", "1"]])
    #expect(read.bad.isEmpty)
    #expect(read.notices == ["TSV has no quotes: in 1 row, first in line 4, they are kept as text."])
}

@Test func `columns without names are left out, and told only if they hold something`() throws {
    let empty = try Read("a, b ,,\n1,2,,\n3,4\n5,6,,,,\n")
    #expect(empty.columns == ["a", "b"])
    #expect(empty.cells == [["1", "2"], ["3", "4"], ["5", "6"]])
    #expect(empty.notices.isEmpty)
    let numbered = try Read(",a\n0,x\n1,y\n")
    #expect(numbered.cells == [["x"], ["y"]])
    #expect(numbered.notices == ["Column 1 has no name in the header and is left out."])
}

@Test func `empty lines are no rows`() throws {
    let read = try Read("a,b\n\n1,2\n\n,\n")
    #expect(read.cells == [["1", "2"], ["", ""]])
    #expect(read.bad.isEmpty)
}

@Test func `blanks around a field in quotes are no part of it`() throws {
    #expect(try Read("a,b\n1, \"x, y\" \n").cells == [["1", "x, y"]])
}

@Test func `a header that names a column twice is refused`() throws {
    let read = try Read("a,a\n1,2\n")
    #expect(read.rows.isEmpty)
    #expect(read.bad == [BadRow(line: 1, problem: "The header names two columns `a`.")])
}

@Test func `MMLU's own files have no header, which is told`() throws {
    let read = try Read("\"Which of these\nis a prime?\",4,6,7,8,C\nHow many legs has a spider?,4,6,8,10,C\n")
    #expect(read.columns == ["question", "A", "B", "C", "D", "answer"])
    #expect(read.cells.map { $0[5] } == ["C", "C"])
    #expect(read.cells[0][0] == "Which of these\nis a prime?")
    #expect(read.notices.count == 1)
}

@Test func `bytes that are no text cost their own row`() throws {
    let read = try Read(Array("a,b\n1,".utf8) + [0xE9] + Array("\n2,é\n3,".utf8) + [0] + Array("\n4,x\n".utf8))
    #expect(read.cells == [["2", "é"], ["4", "x"]])
    #expect(
        read.bad.map(\.sentence) == ["Line 2: It has bytes that are not UTF-8.", "Line 4: It has a NUL character."])
}

@Test func `a row of more lines or fields than any table has is told, and reading goes on`() throws {
    let open = try Read("a,b\n1,\"open\n" + String(repeating: "2,x\n", count: 100_001))
    #expect(open.rows.count == 100_001)
    #expect(open.bad.map(\.line) == [2])
    let wide = try Read("a,b\n" + String(repeating: ",", count: 20_000) + "\n1,2\n")
    #expect(wide.cells == [["1", "2"]])
    #expect(wide.bad.map(\.sentence) == ["Line 2: It has more than 16384 fields."])
}

@Test(arguments: ["sep=\0", "sep=a", "sep=\"", "sep=", "sep=;;"])
func `a first line that names no separator is the header`(marker: String) throws {
    #expect(try Read("\(marker)\nx\n").columns.first?.hasPrefix("sep=") != false)
}
