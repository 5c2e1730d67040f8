import Evaluation
import Foundation
import Library
import Prompting
import Testing

@testable import Operations

/// What is made of a prompt as a task, the file of candidates, and where accepted ones go.
@Suite struct MakingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private let text = """
        name: Mood
        instruction: Say whether the {{thing}} is good.
        examples:
          - { input: "Review: I would come again.", output: "Yes" } # mine
        input: "Review: {{review}}"
        variables: { thing: review, review: Fine. }
        answer: { type: yes-no }
        testData:
          - { review: Far too loud., expected: "No" }
        """

    private func prompt() throws -> PromptFile {
        try PromptFile(contentsOf: try folder.file("mood.prompt.yaml", text))
    }

    private func candidate(_ kind: Candidate.Kind, _ review: String, id: Int = 1) -> Candidate {
        Candidate(
            id: id, kind: kind, values: ["review": review], input: "Review: \(review)", output: "Yes",
            origin: Candidate.Origin(
                model: "small", method: "self-instruct", settings: "temperature 0.8", seed: 7, request: 2), run: "r")
    }

    private func library() -> PromptLibrary {
        PromptLibrary(folders: [folder.path("library"), folder.path("shipped")])
    }

    @Test func `a prompt is a task with the inputs of its examples and of its test data`() throws {
        let task = try MakingTask(try prompt().prompt)
        #expect(task.names == ["review"] && task.labels == ["Yes", "No"])
        #expect(task.text == "Say whether the review is good.\nReview: (review)")
        #expect(task.exampleSeeds == [MakingSeed(values: ["review": "I would come again."], output: "Yes")])
        #expect(task.testSeeds == [MakingSeed(values: ["review": "Far too loud."], output: "No")])
        #expect(task.input(of: ["review": "Good {{soup}}"]) == "Review: Good {{soup}}")
        #expect(task.isSame("yes.", "Yes") && !task.isSame("no", "Yes"))
    }

    @Test func `a prompt whose input has no variables takes whole inputs`() throws {
        var prompt = Prompt()
        (prompt.instruction, prompt.input) = ("Summarise.", "A long text.")
        let task = try MakingTask(prompt)
        #expect(task.names == ["input"] && task.input(of: ["input": "Another."]) == "Another.")
        #expect(task.extractor == nil && task.labels.isEmpty)
    }

    private func phrasing(_ instruction: String) -> Candidate {
        var candidate = candidate(.phrasings, "", id: 3)
        var phrasing = Phrasing(name: "wording 1")
        phrasing.instruction = instruction
        (candidate.values, candidate.input, candidate.output) = ([:], instruction, "")
        candidate.phrasing = phrasing
        return candidate
    }

    @Test func `accepted phrasings stand in the prompt with their mark and names of their own`() throws {
        let file = try prompt()
        var acceptance = try Acceptance(.phrasings, of: file, try MakingTask(file.prompt), library: library())
        _ = try acceptance.take(phrasing("Is the {{thing}} good?"))
        _ = try acceptance.take(phrasing("Was the {{thing}} liked?"))
        let read = try PromptFile(contentsOf: file.file).prompt.phrasings
        #expect(read.map(\.name) == ["wording 1", "wording 1 (2)"])
        #expect(read.map(\.instruction) == ["Is the {{thing}} good?", "Was the {{thing}} liked?"])
        #expect(read.allSatisfy { $0.origin == candidate(.phrasings, "").mark && $0.isOn })
        try acceptance.takeBack()
        #expect(try PromptFile(contentsOf: file.file).prompt.phrasings.count == 1)
        // A program that was killed before it noted the decision doesn't write it twice.
        let again = try PromptFile(contentsOf: file.file)
        var second = try Acceptance(.phrasings, of: again, try MakingTask(again.prompt), library: library())
        _ = try second.take(phrasing("Is the {{thing}} good?"))
        #expect(try PromptFile(contentsOf: file.file).prompt.phrasings.map(\.name) == ["wording 1"])
    }

    @Test func `a phrasing is edited if it keeps its variables`() throws {
        let task = try MakingTask(try prompt().prompt)
        let made = phrasing("Is the {{thing}} good?")
        #expect(made.parts(of: task).map(\.name) == ["instruction"])
        let changed = try made.changed([.instruction: "Would you praise the {{thing}}?"], of: task)
        #expect(changed.isEdited == true && changed.input == "Would you praise the {{thing}}?")
        #expect(try made.changed([:], of: task) == made)
        #expect(throws: Failure.self) { try made.changed([.instruction: "Is it good?"], of: task) }
        #expect(throws: Failure.self) { try candidate(.cases, "Fine").changed([.output: "{{x}}"], of: task) }
    }

    @Test func `accepted examples stand in the prompt with their mark, and all else keeps its bytes`() throws {
        let file = try prompt()
        var acceptance = try Acceptance(.examples, of: file, try MakingTask(file.prompt), library: library())
        _ = try acceptance.take(candidate(.examples, "Warm bread and a smile."))
        let written = try String(contentsOfFile: file.file, encoding: .utf8)
        #expect(written.contains(#"output: "Yes" } # mine"#))
        let read = try PromptFile(contentsOf: file.file).prompt
        #expect(read.examples.count == 2 && read.examples[0].origin == nil)
        #expect(
            read.examples[1].origin == "synthetic: self-instruct; small; temperature 0.8; seed 7; request 2")
        #expect(read.examples[1].input == "Review: Warm bread and a smile.")
        try acceptance.takeBack()
        #expect(try String(contentsOfFile: file.file, encoding: .utf8) == text)
        // The prompt as it was is a version.
        _ = try acceptance.take(candidate(.examples, "Warm bread."))
        _ = try acceptance.finish()
        #expect(
            try library().versions(of: file.file).contains {
                try String(contentsOfFile: $0.path, encoding: .utf8) == text
            })
    }

    @Test func `accepted cases stand in the test data, where an evaluation reads them`() throws {
        let file = try prompt()
        var acceptance = try Acceptance(.testData, of: file, try MakingTask(file.prompt), library: library())
        _ = try acceptance.take(candidate(.cases, "Warm bread."))
        let read = try PromptFile(contentsOf: file.file).prompt
        #expect(read.testData.last?["origin"]?.hasPrefix("synthetic: ") == true)
        let data = try DataSet(testDataOf: read)
        #expect(
            data.cases.map(\.expected) == [["No"], ["Yes"]] && data.cases[1].variables == ["review": "Warm bread."])
        // A case that a model made is one of the model's inputs afterwards.
        #expect(try MakingTask(read).testSeeds.map(\.isMade) == [false, true])
    }

    @Test func `accepted reasoning is given to the example that lacks it`() throws {
        let file = try prompt()
        var acceptance = try Acceptance(.examples, of: file, try MakingTask(file.prompt), library: library())
        var made = candidate(.reasoning, "I would come again.")
        made.reasoning = "Who comes again liked it."
        _ = try acceptance.take(made)
        let examples = try PromptFile(contentsOf: file.file).prompt.examples
        #expect(examples.count == 1 && examples[0].reasoning == "Who comes again liked it.")
    }

    @Test func `rows are added to a data file behind a last line without a break, and taken back`() throws {
        let file = try prompt()
        let data = try folder.file("more.jsonl", #"{"review": "Old.", "expected": "No"}"#)
        var acceptance = try Acceptance(.file(data), of: file, try MakingTask(file.prompt), library: library())
        _ = try acceptance.take(candidate(.cases, "New “one”."))
        let lines = try String(contentsOfFile: data, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[1].hasPrefix(#"{"review":"New “one”.","expected":"Yes","origin":"synthetic: "#), "\(lines[1])")
        try acceptance.takeBack()
        #expect(try String(contentsOfFile: data, encoding: .utf8) == #"{"review": "Old.", "expected": "No"}"#)
        let new = folder.path("new.jsonl")
        acceptance = try Acceptance(.file(new), of: file, try MakingTask(file.prompt), library: library())
        _ = try acceptance.take(candidate(.cases, "First."))
        try acceptance.takeBack()
        #expect(!FileManager.default.fileExists(atPath: new))
        // What another program has added stays.
        _ = try acceptance.take(candidate(.cases, "First."))
        let both = try String(contentsOfFile: new, encoding: .utf8) + "{\"review\": \"Theirs.\"}\n"
        try both.write(toFile: new, atomically: true, encoding: .utf8)
        #expect(throws: Failure.self) { try acceptance.takeBack() }
        #expect(try String(contentsOfFile: new, encoding: .utf8) == both)
    }

    @Test func `a candidate that was written before the program was killed isn't written twice`() throws {
        let path = folder.path("rows.jsonl")
        var reasoning = candidate(.reasoning, "I would come again.")
        (reasoning.values, reasoning.reasoning) = ([:], "Who comes again liked it.")
        let all: [(Acceptance.Place, Candidate)] = [
            (.examples, candidate(.examples, "Warm bread.")), (.examples, reasoning),
            (.testData, candidate(.cases, "Cold soup.")), (.file(path), candidate(.cases, "Cold soup.")),
        ]
        for (place, one) in all {
            let file = try prompt()
            for _ in 0..<2 {
                let again = try PromptFile(contentsOf: file.file)
                var acceptance = try Acceptance(place, of: again, try MakingTask(again.prompt), library: library())
                _ = try acceptance.take(one)
            }
            let read = try PromptFile(contentsOf: file.file).prompt
            #expect(read.examples.count == (one.kind == .examples ? 2 : 1))
            #expect(read.testData.count == (place == .testData ? 2 : 1))
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == 1)
    }

    @Test func `an answer that a person has changed goes to the example with its reasoning`() throws {
        let file = try prompt()
        var acceptance = try Acceptance(.examples, of: file, try MakingTask(file.prompt), library: library())
        var made = candidate(.reasoning, "I would come again.")
        (made.reasoning, made.output, made.isEdited) = ("Who comes again is lost.", "No", true)
        _ = try acceptance.take(made)
        let examples = try PromptFile(contentsOf: file.file).prompt.examples
        #expect(examples.map(\.output) == ["No"] && examples[0].origin?.hasSuffix("; edited") == true)
    }

    @Test func `a prompt that comes with Lathe and a table are no places for candidates`() throws {
        let file = try prompt()
        let task = try MakingTask(file.prompt)
        #expect(throws: Failure.self) { try Acceptance(.file("x.csv"), of: file, task, library: library()) }
        let shipping = PromptLibrary(folders: [folder.path("library"), folder.path("")])
        let shipped = try PromptFile(contentsOf: folder.path("") + "/mood.prompt.yaml")
        if shipping.isShipped(shipped.file) {
            #expect(throws: Failure.self) { try Acceptance(.examples, of: shipped, task, library: shipping) }
        }
    }

    @Test func `the last line of a candidate holds, and half a line at the end is dropped`() throws {
        let path = folder.path("candidates.jsonl")
        let first = try CandidatesFile(path: path, run: "r")
        try first.put(candidate(.cases, "One."))
        try first.put(candidate(.cases, "Two.", id: 2))
        var decided = candidate(.cases, "One.")
        decided.decision = .accepted
        try first.put(decided)
        first.close()
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(#"{"id":3,"inp"#.utf8))
        try handle.close()
        let second = try CandidatesFile(path: path, run: "r")
        #expect(second.candidates.map(\.id) == [1, 2] && second.waiting.map(\.id) == [2] && second.nextID == 3)
        try second.put(candidate(.cases, "Three.", id: 3))
        second.close()
        #expect(try CandidatesFile(path: path, run: "r").candidates.count == 3)
        // Only the break at the end is lacking.
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try String(text.dropLast()).write(toFile: path, atomically: true, encoding: .utf8)
        let third = try CandidatesFile(path: path, run: "r")
        try third.put(candidate(.cases, "Four.", id: 4))
        // Two programs would give the same numbers.
        #expect(throws: Failure.self) { try CandidatesFile(path: path, run: "r") }
        third.close()
        #expect(try CandidatesFile(path: path, run: "r").candidates.map(\.id) == [1, 2, 3, 4])
        #expect(throws: Failure.self) { try CandidatesFile(path: path, run: "another") }
        let other = try folder.file("notes.txt", "not candidates\n")
        #expect(throws: Failure.self) { try CandidatesFile(path: other, run: "r") }
        #expect(try String(contentsOfFile: other, encoding: .utf8) == "not candidates\n")
    }

    @Test func `a threshold that is moved drops candidates and takes them back`() throws {
        let file = try CandidatesFile(path: folder.path("rated.jsonl"), run: "r")
        for (id, rating) in [(1, 3.0), (2, 4.6)] {
            var one = candidate(.cases, "\(id)", id: id)
            one.rating = rating
            try file.put(one)
        }
        try file.move(threshold: 4.5)
        #expect(file.waiting.map(\.id) == [2])
        try file.move(threshold: 2)
        #expect(file.waiting.map(\.id) == [1, 2])
    }

    @Test func `reasoning ends before the sentence that gives the answer`() {
        func reasoning(_ text: String) -> String? { Rationale.text(in: text, answerSentence: "The answer is") }
        #expect(reasoning("4 and 4 are 8. The answer is 8.") == "4 and 4 are 8.")
        #expect(reasoning("4 and 4 are 8. So the answer is 8.") == "4 and 4 are 8.")
        #expect(reasoning(" 4 and 4 are 8.\n") == "4 and 4 are 8.")
        #expect(reasoning("The answer is 8.") == nil)
    }
}
