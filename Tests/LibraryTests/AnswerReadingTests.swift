import Prompting
import Testing

@testable import Library

/// The forms of answers in prompt files.
struct AnswerReadingTests {
    private func answer(_ text: String) throws -> AnswerForm? {
        try read("input: Hi\n" + text).prompt.answer
    }

    private func problem(_ text: String) -> String { message("input: Hi\n" + text) }

    @Test func `a schema is read from a mapping and from JSON text`() throws {
        let mapping = try answer(
            "answer:\n  schema:\n    type: object\n    required: [a]\n    properties: {a: {type: integer}}\n")
        #expect(mapping?.type == "json")
        #expect(mapping?.schema == #"{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}}"#)
        let text = try answer("answer: {type: json, schema: '{\"type\": \"integer\"}'}")
        #expect(text?.schema == #"{"type":"integer"}"#)
    }

    @Test func `a mistake in a schema or a grammar is told with its line`() {
        #expect(problem("answer:\n  schema:\n    type: objekt\n").contains("line 4"))
        #expect(problem("answer:\n  grammar: |\n    root ::= (\"a\"\n").contains("line 1, column 10"))
        #expect(problem("answer:\n  grammar: |\n    root ::= root \"a\" | \"b\"\n").contains("begins with itself"))
        #expect(problem("answer: {type: text, constrain: true}").contains("answer.grammar"))
        #expect(problem("answer: {type: number, schema: {type: integer}}").contains("only answers of type json"))
        #expect(problem("answer: {type: choice, choices: [a, b], constrain: maybe}").contains("neither true nor false"))
        #expect(problem("answer: {type: text, tolerance: 0.1}").contains("only answers of type number"))
        #expect(problem("answer: {type: number, tolerance: -1}").contains("a number from 0 on, such as 0.01"))
    }

    @Test func `a schema that only checks answers needs no grammar`() throws {
        let endless =
            "answer:\n  schema:\n    allOf: [{$ref: '#/$defs/N'}]\n    $defs: {N: {type: object, properties: {next: {allOf: [{$ref: '#/$defs/N'}]}}}}\n"
        #expect(problem(endless).contains("back to itself"))
        #expect(problem(endless + "  constrain: false\n").isEmpty)
    }

    @Test func `keywords that the grammar leaves out are told by name`() throws {
        let file = try PromptFile(
            text: "input: Hi\nanswer:\n  schema: {type: array, items: {type: integer}, uniqueItems: true}\n",
            name: "x.yaml")
        #expect(file.notices.contains { $0.contains("uniqueItems") && $0.contains("left out of the grammar") })
    }

    @Test func `what GitHub Models says of the answer holds unless Lathe's own key says something else`() throws {
        let schema =
            "jsonSchema: '{\"name\": \"x\", \"schema\": {\"type\": \"integer\"}}'\nresponseFormat: json_schema\n"
        #expect(try answer(schema)?.schema == #"{"type":"integer"}"#)
        #expect(try answer("responseFormat: json_object\n") == AnswerForm(type: "json", isConstrained: true))
        #expect(try answer("responseFormat: text\n") == nil)
        #expect(try answer("answer: {type: number}\n" + schema)?.type == "number")
        #expect(try answer(schema + "answer: {type: number}\n")?.type == "number")
    }

    @Test func `a form is written as it was read`() throws {
        var near = AnswerForm(type: "number")
        near.tolerance = "1%"
        var prompt = Prompt()
        for form in [AnswerForm(type: "json", schema: #"{"type":"integer"}"#, isConstrained: false), near] {
            (prompt.input, prompt.answer) = ("Hi", form)
            #expect(try PromptFile(text: PromptFile(new: prompt, path: "x").text, name: "x.yaml").prompt.answer == form)
        }
        prompt.answer = AnswerForm(type: "text", grammar: "root ::= \"a\"\n")
        let written = try PromptFile(new: prompt, path: "x").text
        #expect(try PromptFile(text: written, name: "x.yaml").prompt.answer == prompt.answer)
    }

    @Test func `the form becomes the constraint of the last step`() throws {
        var prompt = Prompt()
        (prompt.instruction, prompt.input) = ("Add.", "2 + 2")
        prompt.answer = AnswerForm(type: "number", isConstrained: true)
        let zeroShot = try prompt.compile(technique: .zeroShot, hasChatTemplate: true)
        #expect(zeroShot.steps[0].constraint?.language == .grammar)
        let reasoning = try prompt.compile(technique: .zeroShotChainOfThought, hasChatTemplate: true)
        #expect(reasoning.steps.map { $0.constraint == nil } == [true, false])
        prompt.examples = [Example(input: "1 + 1", reasoning: "One and one.", output: "2")]
        let chain = try prompt.compile(technique: .chainOfThought, hasChatTemplate: true)
        #expect(chain.steps[0].constraint?.after == "The answer is")
    }
}
