import Prompting
import Remedies
import Testing

@testable import Evaluation

/// Rows as the public data sets have them.
@Suite struct `Public data sets` {
    private func prompt(_ input: String) -> Prompt {
        var prompt = Prompt()
        prompt.input = input
        return prompt
    }

    private func data(
        _ text: String, _ input: String = "{{question}}", format: DataOptions.Format? = nil,
        _ change: (inout DataOptions) -> Void = { _ in }
    ) throws(DataSetError) -> DataSet {
        var options = DataOptions()
        change(&options)
        return try DataSet(text: text, format: format, for: prompt(input), options: options)
    }

    private func right(_ data: DataSet) -> [[String]] { data.fitted(to: data.guessedType).cases.map(\.expected) }

    private let squad = #"""
        {"id": "1", "context": "c", "question": "Which team?", "answers": {"text": ["Denver Broncos", "The Broncos"], "answer_start": [177, 173]}}
        {"id": "2", "context": "c", "question": "Which year?", "answers": {"text": ["2015"], "answer_start": [9]}}
        """#

    @Test func `the right answers of SQuAD are its texts, never an object's parts`() throws {
        let all = try data(squad) { $0.expectedColumn = "answers" }
        #expect(all.cases.map(\.expected) == [["Denver Broncos", "The Broncos"], ["2015"]])
        #expect(all.notices == ["`answers` holds objects; the right answers are `answers.text`."])
        #expect(all.expectedColumn == "answers.text")
        let first = try data(squad) { $0.expectedColumn = "answers.text[0]" }
        #expect(first.cases.map(\.expected) == [["Denver Broncos"], ["2015"]])
        #expect(first.notices.isEmpty)
    }

    @Test func `SQuAD's and KorQuAD's own files are read, questions without answers are told`() throws {
        let own = #"""
            {"version": "KorQuAD_v1.0_dev",
             "data": [{"title": "임종석", "paragraphs": [{"context": "서울중앙지방검찰청", "qas": [
               {"id": "1", "question": "어디?", "answers": [{"text": "서울", "answer_start": 0}]},
               {"id": "2", "question": "언제?", "answers": [], "is_impossible": true}]}]}]}
            """#
        let read = try data(own, "{{context}} {{question}}") { $0.expectedColumn = "answers" }
        #expect(read.cases.map(\.expected) == [["서울"]])
        #expect(read.cases[0].variables == ["context": "서울중앙지방검찰청", "question": "어디?"])
        #expect(read.badRows.map(\.problem) == ["It has no right answer in `answers.text`."])
    }

    @Test(arguments: [
        #"{"id": "Q1", "question": "Which?", "choices": {"text": ["x", "y", "z", "w"], "label": ["A", "B", "C", "D"]}, "answerKey": "C"}"#,
        #"{"id": "Q1", "question": {"stem": "Which?", "choices": [{"text": "x", "label": "A"}, {"text": "y", "label": "B"}, {"text": "z", "label": "C"}, {"text": "w", "label": "D"}]}, "answerKey": "C"}"#,
        #"{"answerKey": "C", "id": "Q1", "question": {"question_concept": "k", "choices": [{"label": "A", "text": "x"}, {"label": "B", "text": "y"}, {"label": "C", "text": "z"}, {"label": "D", "text": "w"}], "stem": "Which?"}}"#,
    ])
    func `ARC and CommonsenseQA give question, choices and key, from their own files too`(line: String) throws {
        let read = try data(line, "{{question}} {{choices}}") { $0.expectedColumn = "answerKey" }
        #expect(read.cases[0].variables == ["question": "Which?", "choices": "A) x\nB) y\nC) z\nD) w"])
        #expect(read.cases[0].options == ["x", "y", "z", "w"])
        #expect(right(read) == [["C"]])
    }

    @Test func `conditions ask the items of a list`() throws {
        let lines = #"""
            {"question": "a", "choices": {"text": ["x", "y"], "label": ["A", "B"]}, "meta": {"level": 3}}
            {"question": "b", "choices": {"text": ["x", "y"], "label": ["A", "E"]}, "meta": {"level": 5}}
            """#
        func ids(_ condition: String) throws -> [String] {
            try data(lines) { $0.conditions = [RowCondition(condition)].compactMap(\.self) }.cases.compactMap {
                $0.variables["question"]
            }
        }
        #expect(try ids("choices.label=E") == ["b"])
        #expect(try ids("choices.label!=E") == ["a"])
        #expect(try ids("choices.label[1]=B") == ["a"])
        #expect(try ids("meta.level>3") == ["b"])
        #expect(throws: DataSetError.self) { try ids("choices.labels=E") }
    }

    @Test func `a mapping takes a path`() throws {
        let read = try data(#"{"q": {"stem": "Why?"}, "target": "x"}"#) {
            $0.map = [DataOptions.Mapping("q.stem=question")].compactMap(\.self)
        }
        #expect(read.cases[0].variables == ["question": "Why?"])
        #expect(read.filled == [DataOptions.Mapping(column: "q.stem", variable: "question")])
    }

    @Test func `a column whose name has the path's text comes first, as in flattened tables`() throws {
        let read = try data("question,answers.text[0]\nq,x\n") { $0.expectedColumn = "answers.text[0]" }
        #expect(read.cases[0].expected == ["x"])
    }

    @Test func `a path goes into JSON in a cell`() throws {
        let csv = "question,answers\nq,\"{\"\"text\"\": [\"\"x\"\"]}\"\n"
        #expect(try data(csv) { $0.expectedColumn = "answers.text[0]" }.cases[0].expected == ["x"])
        let whole = try data(csv) { $0.expectedColumn = "answers" }
        #expect(
            whole.notices.map(\.sentence) == [
                "The right answers in `answers` begin with `{`: each is one text, whatever list or object it may be."
            ])
    }

    @Test func `objects without a known text are refused with the paths there are`() {
        #expect(throws: DataSetError.noText("meta", paths: ["meta.start", "meta.end"])) {
            try data(#"{"question": "q", "meta": {"start": 1, "end": 2}}"#) { $0.expectedColumn = "meta" }
        }
        #expect(throws: DataSetError.noColumn("answers.txt", columns: ["question", "answers.text"])) {
            try data(#"{"question": "q", "answers": {"text": ["x"]}}"#) { $0.expectedColumn = "answers.txt" }
        }
    }

    @Test(arguments: [
        (#"{"question": "q", "mc1_targets": {"choices": ["no", "yes", "maybe"], "labels": [0, 1, 0]}}"#, "mc1_targets"),
        (#"{"question": "q", "mc1_targets": {"no": 0, "yes": 1, "maybe": 0}}"#, "mc1_targets"),
        (#"{"question": "q", "target_scores": {"no": 0, "yes": 1}}"#, "target_scores"),
    ])
    func `scores of TruthfulQA and BIG-bench name the right choice`(line: String, column: String) throws {
        #expect(try data(line) { $0.expectedColumn = column }.cases[0].expected == ["yes"])
    }

    @Test func `BoolQ's truth values are yes and no`() throws {
        let read = try data("{\"question\": \"a\", \"answer\": true}\n{\"question\": \"b\", \"answer\": false}") {
            $0.expectedColumn = "answer"
        }
        #expect(read.guessedType == .yesNo)
        #expect(right(read) == [["true"], ["false"]])
    }

    @Test func `HellaSwag's endings are choices, and its label, a text, is a place`() throws {
        let read = try data(
            #"{"ctx": "He", "endings": ["w", "x", "y", "z"], "label": "3"}"# + "\n"
                + #"{"ctx": "She", "endings": ["w", "x", "y", "z"], "label": "0"}"#, "{{ctx}} {{endings}}"
        ) { $0.expectedColumn = "label" }
        #expect(read.cases[0].variables["endings"] == "A) w\nB) x\nC) y\nD) z")
        #expect(right(read) == [["D"], ["A"]])
    }

    @Test func `GSM8K in the datasets-server's rows keeps its mark`() throws {
        let read = try data(
            #"{"features": [{"name": "question"}], "rows": [{"row_idx": 0, "row": {"question": "q", "answer": "So 9.\n#### 18"}, "truncated_cells": []}]}"#
        ) { ($0.expectedColumn, $0.expectedAfter) = ("answer", "####") }
        #expect(read.cases[0].expected == ["18"])
    }

    @Test func `BIG-bench tasks of Kojima et al. are read whole`() throws {
        let text =
            "{\n  \"name\": \"coin_flip\",\n  \"examples\": [\n    {\n      \"question\": \"a\",\n      \"answer\": \"yes\"\n    },\n    {\n      \"question\": \"b\",\n      \"answer\": \"no\"\n    }\n  ]\n}\n"
        let read = try data(text, format: .json) { $0.expectedColumn = "answer" }
        #expect(read.cases.map(\.expected) == [["yes"], ["no"]])
        #expect(read.notices == ["The rows are those of the list `examples`."])
    }

    @Test func `MMLU's own table without a header gives letters`() throws {
        let read = try data(
            "Which is a prime number?,4,6,7,8,C\nHow many legs has it?,4,6,8,10,B\n", format: .csv(separator: nil)
        ) { $0.expectedColumn = "answer" }
        #expect(read.cases[1].options == ["4", "6", "8", "10"])
        #expect(right(read) == [["C"], ["B"]])
    }

    @Test func `DROP's passages give a row for each pair`() throws {
        let read = try data(
            #"{"nfl_1": {"passage": "p", "qa_pairs": [{"question": "a", "answer": {"number": "", "spans": ["x", "y"]}}]}, "nfl_2": {"passage": "r", "qa_pairs": []}}"#,
            "{{passage}} {{question}}"
        ) { $0.expectedColumn = "answer.spans" }
        #expect(read.cases.map(\.expected) == [["x", "y"]])
    }

    @Test func `columns that differ from a variable only in capitals fill it, which is told`() throws {
        let read = try data("Question,Best Answer\nq,x\n") { $0.expectedColumn = "Best Answer" }
        #expect(read.cases[0].variables == ["question": "q"])
        #expect(read.notices == ["`Question` fills the variable `question`."])
    }

    @Test func `what may be the right answers is named if nothing says it`() throws {
        let read = try data(#"{"question": "q", "answerKey": "A"}"#)
        #expect(
            read.notices == [Notice("Nothing says which column holds the right answers.", .nameExpected("answerKey"))])
    }

    @Test func `a shuffle before a limit takes the same rows as without one, past rows that are none`() throws {
        let lines = (0..<60).map { $0 % 3 == 0 ? #"{"id": "\#($0)"}"# : #"{"id": "\#($0)", "question": "q\#($0)"}"# }
        let text = lines.joined(separator: "\n")
        let all = try data(text) { $0.shuffleSeed = 7 }
        let some = try data(text) { ($0.shuffleSeed, $0.limit) = (7, 10) }
        #expect(some.cases.map(\.id) == Array(all.cases.map(\.id).prefix(10)))
        #expect(all.cases.count == 40)
    }
}
