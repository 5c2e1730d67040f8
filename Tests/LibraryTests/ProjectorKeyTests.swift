import Prompting
import Testing

@testable import Library

@Suite struct ProjectorKeyTests {
    private let text = """
        input: What is it?
        images: [photo.png]
        projector: ../models/mmproj.gguf
        lanes:
          - { name: own, projector: mmproj-Q8_0.gguf }
          - { name: prompt's }

        """

    @Test func `a projector of a prompt and of a lane is read and written`() throws {
        let prompt = try PromptFile(text: text, name: "x").prompt
        #expect(prompt.projector == "../models/mmproj.gguf")
        #expect(prompt.lanes.map(\.projector) == ["mmproj-Q8_0.gguf", nil])
        var new = try PromptFile(text: "input: What is it?\n", name: "x")
        try new.update(to: prompt)
        let again = try PromptFile(text: new.text, name: "x").prompt
        #expect(again.projector == prompt.projector && again.lanes == prompt.lanes)
    }

    @Test func `a changed projector changes nothing else in the file`() throws {
        var file = try PromptFile(text: text, name: "x")
        var prompt = file.prompt
        prompt.projector = "other.gguf"
        try file.update(to: prompt)
        #expect(file.text == text.replacing("../models/mmproj.gguf", with: "other.gguf"))
    }

    @Test func `a lane in one line names a projector as one in the file does`() throws {
        let lane = try PromptFile(text: text, name: "x").prompt.lanes[0]
        #expect(try Lane(flat: "name=own,projector=mmproj-Q8_0.gguf") == lane)
    }

    @Test func `a lane's projector stands before the prompt's`() throws {
        let prompt = try PromptFile(text: text, name: "x").prompt
        #expect(try prompt.asSent(byLane: "own").projector == "mmproj-Q8_0.gguf")
        #expect(try prompt.asSent(byLane: "prompt's").projector == "../models/mmproj.gguf")
        #expect(try prompt.resolvedLanes().map(\.projector) == ["mmproj-Q8_0.gguf", nil])
    }

    @Test func `a key without a value names none, and a list is refused`() throws {
        #expect(try PromptFile(text: "input: x\nprojector:\n", name: "x").prompt.projector == nil)
        #expect(throws: PromptFileError.self) { try PromptFile(text: "input: x\nprojector: [a]\n", name: "x") }
    }
}
