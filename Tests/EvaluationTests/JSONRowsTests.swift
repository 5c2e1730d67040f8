import JSONText
import Testing

@testable import Evaluation

/// What the reader makes of a text.
private struct Read {
    var rows: [DataRow] = []
    var bad: [String] = []
    var notices: [String] = []
    var form = ""

    init(_ text: String, wanted: Set<String> = []) throws(DataSetError) {
        var reader = try JSONRows(BytesInMemory(Array(text.utf8)), wanted: wanted)
        while let item = try reader.next() {
            switch item {
            case .row(let row): rows.append(row)
            case .bad(let row): bad.append(row.sentence)
            }
        }
        (form, notices) = (reader.form, reader.notices.map(\.sentence))
    }

    /// The rows as JSON.
    var texts: [String] { rows.map { JSONValue.object($0.fields).text } }
}

private let two = [#"{"q":"a","n":1}"#, #"{"q":"b","n":2}"#]

@Suite struct `Rows in JSON` {
    @Test(arguments: [
        "[\n  {\n    \"q\": \"a\",\n    \"n\": 1\n  },\n  {\n    \"q\": \"b\",\n    \"n\": 2\n  }\n]\n",
        #"[{"q":"a","n":1},{"q":"b","n":2}]"#,
        "[\n{\"q\":\"a\",\"n\":1},\n{\"q\":\"b\",\"n\":2}\n]",
        "[{\"q\":\"a\",\"n\":1},\r\n{\"q\":\"b\",\"n\":2}]\r\n",
    ])
    func `a list is read whole, however its lines are laid out`(text: String) throws {
        let read = try Read(text)
        #expect(read.texts == two)
        #expect(read.bad.isEmpty && read.notices.isEmpty)
        #expect(read.form == "a JSON list")
    }

    @Test(arguments: ["examples", "data", "rows", "instances", "questions", "whatever"])
    func `the one list in an object is taken, which is told`(name: String) throws {
        let read = try Read(#"{"name":"x","keywords":["k"],"\#(name)":[\#n{"q":"a","n":1},\#n{"q":"b","n":2}\#n]}"#)
        #expect(read.texts == two)
        #expect(read.rows.map(\.line) == [2, 3])
        #expect(read.notices == ["The rows are those of the list `\(name)`."])
    }

    @Test func `rows of the Hugging Face datasets-server are unwrapped, and cut cells are told`() throws {
        let read = try Read(
            #"{"features":[{"feature_idx":0,"name":"q","type":{"dtype":"string"}}],"rows":[{"row_idx":0,"row":{"q":"a","n":1},"truncated_cells":[]},{"row_idx":1,"row":{"q":"b","n":2},"truncated_cells":["q"]}],"num_rows_total":2}"#
        )
        #expect(read.texts == two)
        #expect(
            read.notices == [
                "The rows are those of the list `rows`. Left out: `features`.",
                "Cells are cut by the server that the rows are from: in 1 row, first in line 1.",
            ])
    }

    @Test(arguments: [
        #"{"q":["a","b"],"n":[1,2]}"#,
        #"{"q":{"0":"a","1":"b"},"n":{"0":1,"1":2}}"#,
        #"{"columns":["q","n"],"index":[0,1],"data":[["a",1],["b",2]]}"#,
    ])
    func `columns are read as pandas and datasets write them`(text: String) throws {
        #expect(try Read(text).texts == two)
    }

    @Test func `columns of objects are read as columns, not as the list of one of them`() throws {
        let read = try Read(#"{"q":["a","b"],"answers":[{"text":["x"]},{"text":["y"]}]}"#)
        #expect(read.texts == [#"{"q":"a","answers":{"text":["x"]}}"#, #"{"q":"b","answers":{"text":["y"]}}"#])
    }

    @Test func `an object of rows gives their names as ids`() throws {
        #expect(
            try Read(#"{"r1":{"q":"a"},"r2":{"q":"b"}}"#).texts == [#"{"q":"a","id":"r1"}"#, #"{"q":"b","id":"r2"}"#])
    }

    @Test func `lists whose first item is a list of names are a table`() throws {
        let lines = try Read("[\"q\",\"n\"]\n[\"a\",1]\n[\"b\",2]\n[3]\n")
        #expect(lines.texts == two)
        #expect(lines.bad == ["Line 4: It has 1 value; the list of names has 2."])
        #expect(try Read(#"[["q","n"],["a",1],["b",2]]"#).texts == two)
    }

    @Test func `one object is one case`() throws {
        let read = try Read("{\n \"question\": \"q\",\n \"choices\": [{\"label\": \"A\", \"text\": \"x\"}]\n}")
        #expect(read.rows.count == 1)
        #expect(read.notices == ["The file is one JSON object, which is taken for one case."])
    }

    @Test func `an object with what is asked for is a case, even if a list of objects is in it`() throws {
        #expect(try Read(#"{"q":"a","parts":[{"x":1},{"x":2}]}"#, wanted: ["q"]).rows.count == 1)
        #expect(try Read(#"{"q":"a","parts":[{"x":1},{"x":2}]}"#).rows.count == 2)
    }

    @Test func `several lists of rows are named`() {
        #expect(throws: DataSetError.severalLists(["train", "validation"])) {
            try Read(#"{"train":[{"q":"a"}],"validation":[{"q":"b"}]}"#)
        }
        #expect(throws: DataSetError.severalLists(["train", "validation"])) {
            try Read(#"{"train":{"q":["a"]},"validation":{"q":["b"]}}"#)
        }
    }

    @Test func `columns that differ in length are named`() {
        #expect(throws: DataSetError.unevenColumns(["`q` 2", "`n` 1"])) { try Read(#"{"q":["a","b"],"n":[1]}"#) }
    }

    @Test func `SQuAD's own file has a row for each question`() throws {
        let read = try Read(
            #"{"version":"1.1","data":[{"title":"t","paragraphs":[{"context":"c","qas":[{"id":"1","question":"a","answers":[{"text":"x","answer_start":0}]},{"id":"2","question":"b","answers":[]}]},{"context":"d","qas":[{"id":"3","question":"e","answers":[]}]}]}]}"#
        )
        #expect(read.rows.map { $0.fields["context"] } == [.text("c"), .text("c"), .text("d")])
        #expect(read.rows.map { $0.fields["question"] } == [.text("a"), .text("b"), .text("e")])
        #expect(read.rows[0].fields["title"] == .text("t"))
    }

    @Test func `JSON Lines stay lines, in a file of any name`() throws {
        let read = try Read("\u{FEFF}\(two[0])\n\n  \(two[1])  \r\n")
        #expect(read.texts == two)
        #expect(read.rows.map(\.line) == [1, 3])
        #expect(read.form == "JSON Lines")
    }

    @Test func `values one after another may take several lines`() throws {
        let read = try Read("{\n  \"q\": \"a\",\n  \"n\": 1\n}\n{\n  \"q\": \"b\",\n  \"n\": 2\n}\n")
        #expect(read.texts == two)
        #expect(read.rows.map(\.line) == [1, 5])
        #expect(read.form == "JSON values")
    }

    @Test func `several values on a line are all read`() throws {
        #expect(try Read("\(two[0])\(two[1])\n{\"q\":\"c\"}").texts == two + [#"{"q":"c"}"#])
        #expect(try Read("\u{1E}\(two[0])\n\u{1E}\(two[1])\n").texts == two)
    }

    @Test func `lines that end in commas are told`() throws {
        let read = try Read("\(two[0]),\n\(two[1])\n")
        #expect(read.texts == two)
        #expect(read.notices == ["1 line ends in a comma, as in a list without its brackets."])
    }

    @Test func `lines that are wrong are named and the others are read`() throws {
        let read = try Read(
            "\(two[0])\n{\"q\": }\n{\"q\": \"cut\n3\nnull\nword\n{'q': 1}\n{\"q\": 1\n[1]\n{\"q\": \"\\x\"}\n\(two[1]) x\n{\"q\": NaN}"
        )
        #expect(read.texts == two)
        #expect(
            read.bad == [
                "Line 2: It is not JSON from character 7 on.", "Line 3: It is cut off.",
                "Line 4: It is a number, not a JSON object.", "Line 5: It is null, not a JSON object.",
                "Line 6: It is not JSON from character 1 on.", "Line 7: It is not JSON from character 2 on.",
                "Line 8: It is not JSON from line 9, character 1 on.", "Line 9: It is a list, not a JSON object.",
                "Line 10: It is not JSON from character 10 on.", "Line 11: It is not JSON from character 17 on.",
                "Line 12: It is not JSON from character 7 on.",
            ])
    }

    @Test func `a first line that is wrong doesn't make one value of the file`() throws {
        let read = try Read("{\"q\": \"cut\n\(two[0])\n\(two[1])")
        #expect(read.texts == two)
        #expect(read.bad == ["Line 1: It is cut off."])
    }

    @Test(arguments: [
        ("[\n{\"q\":1},\n{\"q\":2},\n{\"q\":3}\n", DataSetError.notJSON(line: 5, column: nil)),
        ("[\n{\"q\":1},\n{\"q\"", .notJSON(line: 3, column: nil)),
        ("{\"data\": [\n{\"q\":1},\n{\"q\":2}\n", .notJSON(line: 4, column: nil)),
        ("[\n{\"q\":1},\n{\"q\":2,}\n]", .notJSON(line: 3, column: 8)),
        ("[\n{\"q\":1}\n{\"q\":2}\n]", .notJSON(line: 3, column: 1)),
        ("[{\"q\":\"a\nb\"}]", .notJSON(line: 1, column: 9)),
        ("[{'q': 1}]", .notJSON(line: 1, column: 3)),
        ("[{\"q\": 01}]", .notJSON(line: 1, column: 9)),
    ])
    func `one value with a mistake is refused with its place, and no line of it is taken`(
        text: String, error: DataSetError
    ) {
        #expect(throws: error) { try Read(text) }
    }

    @Test func `what is nested too deep is named, at any depth`() throws {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(try Read("[\(deep),{\"q\":1}]").bad == ["Line 1: It nests lists or objects more than 128 deep."])
        #expect(try Read("{\"q\":1}\n\(deep)\n").texts == [#"{"q":1}"#])
        #expect(throws: DataSetError.notJSON(line: 1, column: nil)) {
            try Read(String(repeating: "[", count: 100_000))
        }
    }

    @Test func `an empty list and an empty file have no rows`() throws {
        #expect(try Read("[]").rows.isEmpty)
        #expect(try Read("").rows.isEmpty)
        #expect(try Read("\n \n").rows.isEmpty)
    }
}
