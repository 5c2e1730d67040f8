import Foundation
import Testing

/// `lathe data`, and data files as commands meet them.
@Suite struct DataTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func show(_ file: String, _ more: String...) throws -> Program.Result {
        try Program.run(["data", "show", file] + more)
    }

    private func prompt() throws -> String {
        try folder.file("quiz.prompt.yaml", "name: Quiz\ninput: \"{{question}}\"\n")
    }

    @Test func `a file is shown with its form, its columns and its first rows`() throws {
        let file = try folder.file(
            "rows.csv", "sep=;\nquestion;answer;;\nWho?;Ada;;\nWhen?;\"18\"15\";;\nWhere?;London;;\n")
        let result = try show(file, "--rows", "1")
        #expect(result.code == 0)
        #expect(result.output.contains("CSV with semicolons, 2 rows, 2 columns"))
        #expect(result.output.contains("\nquestion  2     text   Who?\n"))
        #expect(result.output.contains("Left out: 1 row, 1 line\n  Line 4: A closing quote"))
    }

    @Test func `a data set that isn't there is answered with those that are`() throws {
        let file = try folder.file("rows.csv", "question\nWho?\n")
        let beside = try show(file.replacing("rows.csv", with: "row.csv"))
        #expect(
            beside.code == 1
                && beside.errors.contains("There is no such data file; did you mean `rows.csv`? There are: rows.csv."),
            "\(beside.errors)")
        let shipped = try show("revews")
        #expect(shipped.code == 1 && shipped.errors.contains("did you mean `reviews`?"), "\(shipped.errors)")
        #expect(shipped.errors.contains("headlines"))
    }

    @Test func `with a prompt it says what fills what, and where the right answers are`() throws {
        let file = try folder.file(
            "squad.json",
            #"{"version": "2", "data": [{"question": "Who?", "answers": {"text": ["Ada"], "answer_start": [3]}}]}"#)
        let result = try show(file, "--prompt", try prompt(), "--expected", "answers")
        #expect(result.code == 0)
        #expect(result.output.contains("the list `data` of a JSON object, 1 row, 2 columns"))
        #expect(result.output.contains("{{question}}     question\n"))
        #expect(result.output.contains("right answer     answers.text\n"))
        #expect(result.output.contains("  right answer  Ada\n"))
        #expect(result.output.contains("`answers` holds objects; the right answers are `answers.text`."))
    }

    @Test func `JSON has the same as the text`() throws {
        struct Report: Decodable {
            struct Column: Decodable {
                var name: String
                var rows: Int
                var kinds: [String]
                var paths: [String]?
            }

            struct Use: Decodable {
                var cases: Int
                var expected: String?
            }

            var form: String
            var rows: Int
            var columns: [Column]
            var use: Use?
        }
        let file = try folder.file(
            "a.jsonl", "{\"question\": \"a\", \"m\": {\"x\": 1}, \"target\": \"b\"}\n{\"question\": \"c\"}\n")
        let result = try show(file, "--prompt", try prompt(), "--format", "json")
        let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
        #expect(report.form == "JSON Lines" && report.rows == 2)
        #expect(report.columns.map(\.name) == ["question", "m", "target"])
        #expect(report.columns.map(\.rows) == [2, 1, 1])
        #expect(report.columns[1].paths == ["m.x"])
        #expect(report.use?.cases == 1 && report.use?.expected == "target")
    }

    @Test func `data that a prompt gets nothing of is shown, with the reason and exit code 1`() throws {
        let file = try folder.file("a.csv", "text,label\nx,y\n")
        let result = try show(file, "--prompt", try prompt())
        #expect(result.code == 1)
        #expect(
            result.output.contains("No column of the data fills a variable of the prompt. The data has text, label"))
        #expect(result.output.contains("--map COLUMN=VARIABLE"))
    }

    @Test func `lists show the files of a folder, and those that come with Lathe`() throws {
        _ = try folder.file("a.csv", "x\n1\n")
        _ = try folder.file("b.txt", "x")
        let own = try Program.run(["data", "list", folder.path("")])
        #expect(own.output.contains("a.csv") && !own.output.contains("b.txt"))
        #expect(try Program.run(["data", "list"]).output.contains(/\nheadlines\.csv +comes with Lathe +/))
        let none = try Program.run(["data", "list", folder.path("a.csv")])
        #expect(none.code == 1 && none.errors.contains("is not a folder; `lathe data show` shows what a file holds."))
    }

    @Test(arguments: ["data", "eval"])
    func `what is no plain file is told, and nothing waits for it`(command: String) throws {
        let pipe = folder.path("pipe.jsonl")
        #expect(mkfifo(pipe, 0o600) == 0)
        for (path, kind) in [(pipe, "a pipe"), ("/dev/zero", "a device"), (folder.path(""), "a folder")] {
            let result = try Program.run(
                command == "data" ? ["data", "show", path] : ["eval", try prompt(), "--data", path])
            #expect(result.code == 1)
            #expect(result.errors.contains("\(path): It is \(kind), not a plain file."))
        }
    }

    @Test func `what a shell hands over as an open file is read`() throws {
        let result = try Program.run(["data", "show", "/dev/stdin"], input: "question\nWho?\n")
        #expect(result.code == 0 && result.output.contains("/dev/stdin: CSV, 1 row, 1 column"))
        #expect(try Program.run(["data", "show", "-"], input: "{\"q\": 1}\n").output.contains("-: JSON Lines, 1 row"))
    }

    @Test func `another encoding is named with the command that converts it`() throws {
        let path = folder.path("latin.csv")
        try (Data("question\ncaf".utf8) + [0xE9, 0x0A]).write(to: URL(filePath: path))
        let result = try show(path)
        #expect(result.code == 1)
        #expect(
            result.errors.contains(
                "The text is not UTF-8 in line 2; it looks like WINDOWS-1252. `iconv -f WINDOWS-1252 -t UTF-8"))
    }

    @Test func `an error about a column lists those there are, paths too`() throws {
        let file = try folder.file("a.jsonl", "{\"question\": \"a\", \"answers\": {\"text\": [\"b\"]}}\n")
        let result = try Program.run(["eval", try prompt(), "--data", file, "--expected", "answer"])
        #expect(result.code == 1)
        #expect(result.errors.contains("The data has no column `answer`; it has question, answers.text."))
    }

    @Test func `a JSON file that breaks off is refused, whatever its last line holds`() throws {
        let file = try folder.file(
            "cut.json", "[\n{\"question\": \"a\", \"target\": \"b\"},\n{\"question\": \"c\", \"target\": \"d\"}\n")
        let result = try Program.run(["eval", try prompt(), "--data", file])
        #expect(result.code == 1)
        #expect(result.errors.contains("cut.json: The file is not JSON: it ends in line 4 before its value does."))
    }
}
