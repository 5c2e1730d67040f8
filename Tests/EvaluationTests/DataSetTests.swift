import Prompting
import Testing

@testable import Evaluation

private let prompt: Prompt = {
    var prompt = Prompt()
    prompt.input = "{{question}}"
    return prompt
}()

private func options(_ change: (inout DataOptions) -> Void) -> DataOptions {
    var options = DataOptions()
    change(&options)
    return options
}

@Test func `columns that are called as variables fill them`() throws {
    let data = try DataSet(text: "question,expected\n2 + 2?,4\n", for: prompt)
    #expect(
        data.cases == [
            Case(
                id: "2", variables: ["question": "2 + 2?"], expected: ["4"],
                columns: ["question": "2 + 2?", "expected": "4"], line: 2)
        ])
}

@Test func `the first case is told in a sentence, the beginning of long values`() throws {
    let long = String(repeating: "ab ", count: 40)
    let data = try DataSet(text: "question,expected\n2 + 2?,4\n3 + 3?,6\n", for: prompt)
    #expect(data.firstInWords == "The first: question “2 + 2?”; right answer “4”.")
    let other = try DataSet(text: "question\n\(long)\n", for: prompt).firstInWords ?? ""
    #expect(other.hasSuffix("…”; right answer none.") && other.count < 110)
    #expect(DataSet().firstInWords == nil)
}

@Test func `the names of Inspect are understood, its lists too`() throws {
    let line =
        #"{"input": [{"role": "user", "content": "Sky?"}], "target": ["blue", "Blue."], "choices": ["red", "blue"], "id": "s1"}"#
    let data = try DataSet(text: line, for: prompt)
    #expect(data.cases[0].variables == ["question": "Sky?"])
    #expect(data.cases[0].expected == ["blue", "Blue."])
    #expect(data.cases[0].columns["choices"] == "A) red\nB) blue")
    #expect(data.cases[0].id == "s1")
    #expect(data.notices == ["The column `input` fills the variable `question`."])
}

@Test func `a prompt without variables is given its whole input`() throws {
    var plain = Prompt()
    plain.input = "What is the capital of France?"
    let data = try DataSet(text: #"[{"input": "{{not}} a variable", "target": 3}]"#, for: plain)
    #expect(data.replacesInput)
    #expect(data.cases[0].variables == ["input": "{{not}} a variable"])
    #expect(data.cases[0].expected == ["3"])
}

@Test func `the right answer can stand behind a mark, as GSM8K's does`() throws {
    let text =
        #"{"question": "q", "answer": "First #### no.\n#### 1,024 "}"# + "\n" + #"{"question": "r", "answer": "none"}"#
    let data = try DataSet(
        text: text, for: prompt,
        options: options { ($0.expectedColumn, $0.expectedAfter) = ("answer", "####") })
    #expect(data.cases.map(\.expected) == [["1,024"]])
    #expect(data.badRows == [BadRow(line: 2, problem: "There is no `####` in its `answer`.")])
}

@Test func `promptfoo's cells are right answers or checks`() throws {
    let csv = """
        question,__expected1,__expected2
        a,Paris,
        b,contains: Paris,not-icontains: berlin
        c,"factuality(0.8): Paris",
        d,Note: yes,
        """
    let data = try DataSet(text: csv, for: prompt)
    #expect(data.cases.map(\.expected) == [["Paris"], [], ["Note: yes"]])
    #expect(data.cases[1].assertions.map(\.check.name) == ["contains", "icontains"])
    #expect(data.cases[1].assertions.map(\.isNegated) == [false, true])
    #expect(data.badRows.map(\.line) == [4])
    #expect(data.badRows[0].problem.contains("`factuality` is a check that Lathe can't make"))
}

@Test func `lines that are no objects are named and the others are read`() throws {
    let text =
        #"{"question": "a", "expected": 1.50}"# + "\n\n{\n[1]\n" + #"{"question": "b"}"# + "\r\n"
        + #"{"expected": "c"}"#
    let data = try DataSet(text: text, format: .json, for: prompt)
    #expect(data.cases.map(\.id) == ["1"])
    #expect(data.cases[0].expected == ["1.5"])
    #expect(data.badRows.map(\.line) == [3, 4, 5, 6])
    #expect(data.badRows[2].problem == "It has no right answer in `expected`.")
    #expect(data.badRows[3].problem == "It has no `question`.")
}

@Test func `a mapping and conditions name columns that are there`() throws {
    let csv = "text,level,steps\nx,hard,3\ny,easy,5\nz,hard,12\n"
    func ids(_ conditions: String...) throws -> [String] {
        try DataSet(
            text: csv, for: prompt,
            options: options {
                $0.map = [DataOptions.Mapping(column: "text", variable: "question")]
                $0.conditions = conditions.compactMap(RowCondition.init)
            }
        ).cases.map { $0.variables["question"] ?? "" }
    }
    #expect(try ids("level=hard") == ["x", "z"])
    #expect(try ids("level!=hard") == ["y"])
    #expect(try ids("level~AR", "steps>=12") == ["z"])
    #expect(try ids("steps<5") == ["x"])
    #expect(throws: DataSetError.noColumn("colour", columns: ["text", "level", "steps"])) { try ids("colour=red") }
    #expect(throws: DataSetError.noCases(reason: "no row meets the conditions.")) { try ids("level=none") }
    #expect(throws: DataSetError.noVariable("answer", variables: ["question"])) {
        try DataSet(text: csv, for: prompt, options: options { $0.map = [.init(column: "text", variable: "answer")] })
    }
    #expect(RowCondition("steps<many") == nil)
    #expect(RowCondition("=x") == nil)
}

@Test func `a shuffle is the same for the same seed, holds every row once, and comes before the limit`() throws {
    let csv = "question\n" + (0..<100).map { "q\($0)\n" }.joined()
    func order(_ seed: UInt64, _ limit: Int?) throws -> [String] {
        try DataSet(text: csv, for: prompt, options: options { ($0.shuffleSeed, $0.limit) = (seed, limit) }).cases
            .map { $0.variables["question"] ?? "" }
    }
    let mixed = try order(1, nil)
    #expect(mixed == (try order(1, nil)))
    #expect(mixed != (try order(2, nil)))
    #expect(Set(mixed).count == 100)
    #expect(try order(1, 10) == Array(mixed.prefix(10)))
}

@Test func `a shuffle without a limit reads the rows no oftener than without a shuffle`() throws {
    final class CountedPieces: DataPieces {
        let bytes = BytesInMemory(Array("question\na\nb\n".utf8))
        var rewinds = 0

        func next() -> [UInt8]? { bytes.next() }

        func rewind() {
            rewinds += 1
            bytes.rewind()
        }
    }
    func rewinds(_ seed: UInt64?) throws -> Int {
        let pieces = CountedPieces()
        let source = try DataSource(pieces, format: nil)
        #expect(try DataSet(source, for: prompt, options: options { $0.shuffleSeed = seed }).cases.count == 2)
        return pieces.rewinds
    }
    #expect(try rewinds(1) == rewinds(nil))
}

@Test func `each place is as likely for each row after a shuffle`() throws {
    let csv = "question\n0\n1\n2\n3\n"
    var counts = [Int](repeating: 0, count: 4)
    for seed in 0..<4000 {
        let first = try DataSet(text: csv, for: prompt, options: options { $0.shuffleSeed = UInt64(seed) }).cases[0]
        counts[Int(first.variables["question"] ?? "") ?? 0] += 1
    }
    // Chi square with three degrees of freedom: above 16.3 once in a thousand times.
    let statistic = counts.reduce(0.0) { $0 + pow2(Double($1) - 1000) / 1000 }
    #expect(statistic < 16.3)
}

private func pow2(_ value: Double) -> Double { value * value }

@Test func `ids that come twice are told apart`() throws {
    let data = try DataSet(text: "id,question\na,1\na,2\n,3\n", for: prompt)
    #expect(data.cases.map(\.id) == ["a", "a#3", "4"])
}

@Test func `data that fills nothing says what there is`() {
    #expect(throws: DataSetError.fillsNothing(columns: ["x"], variables: ["question"])) {
        try DataSet(text: "x\n1\n", for: prompt)
    }
    #expect(throws: DataSetError.noCases(reason: "the data is empty.")) { try DataSet(text: "", for: prompt) }
}

@Test func `a prompt's own test data are cases`() throws {
    var own = prompt
    own.testData = [["question": "a", "expected": "b"], ["question": "c", "expected": "d"]]
    let data = try DataSet(testDataOf: own)
    #expect(data.cases.map(\.id) == ["1", "2"])
    #expect(data.cases.map(\.expected) == [["b"], ["d"]])
}

@Test(
    arguments: [
        ([Set<String>](), ["1"]), ([["words"]], ["1", "2"]), ([[]], ["1", "2", "3"]),
        ([["question"]], ["1", "2", "3"]),
        ([["other"], ["words", "other"]], ["1"]),
    ] as [([Set<String>], [String])])
func `a row of test data without a right answer is a case if a check of the prompt decides about it`(
    checks: [Set<String>], ids: [String]
) throws {
    var own = prompt
    own.testData = [
        ["question": "a", "expected": "ab"], ["question": "b", "words": "q"], ["question": "c"],
    ]
    let data = try DataSet(testDataOf: own, options: options { $0.checks = checks })
    #expect(data.cases.map(\.id) == ids)
    #expect(data.badRows.count == 3 - ids.count)
}

@Test func `a row of test data that no check decides about is told instead of being right`() throws {
    var own = prompt
    own.testData = [["question": "a", "words": "q"], ["question": "b"]]
    let data = try DataSet(testDataOf: own, options: options { $0.checks = [["words"]] })
    #expect(data.cases.map(\.id) == ["1"])
    #expect(data.badRows.map(\.sentence).joined().contains("No check decides about it."))
    #expect(try DataSet(testDataOf: own, options: options { $0.checks = [["words"], []] }).cases.count == 2)
    #expect(try DataSet(testDataOf: own).cases.count == 2)
}

@Test func `in a file only a check with a value of the row's own stands for a right answer that is missing`() throws {
    let csv = "question,expected,words\na,ab,\nb,,q\nc,,\n"
    let data = try DataSet(text: csv, for: prompt, options: options { $0.checks = [["words"], ["question"], []] })
    #expect(data.cases.map(\.variables) == [["question": "a"], ["question": "b"]])
    #expect(data.badRows.map(\.line) == [4])
}
