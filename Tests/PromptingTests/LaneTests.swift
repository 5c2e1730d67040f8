import Prompting
import Sampling
import Testing

struct LaneTests {
    @Test func `a flat lane has the keys of the file`() throws {
        let lane = try Lane(flat: "name=warm,temperature=1.2,topK=40,top-p=0.9,technique=cot,samples=3,seed=1")
        #expect(lane.name == "warm")
        #expect(lane.technique == .chainOfThought)
        #expect(lane.samples == 3)
        #expect(lane.modelParameters.temperature == 1.2)
        #expect(lane.modelParameters.topK == 40)
        #expect(lane.modelParameters.topP == 0.9)
        #expect(lane.modelParameters.seed == 1)
    }

    @Test func `quotes keep commas and escapes`() throws {
        let lane = try Lane(flat: #"name="a, b",stop="\n\n",stop="END""#)
        #expect(lane.name == "a, b")
        #expect(lane.modelParameters.stop == ["\n\n", "END"])
    }

    @Test func `a typo in a key is named with what was meant`() {
        #expect(throws: LaneError.unknownKey("temprature", suggestion: "temperature", column: 8)) {
            try Lane(flat: "name=a,temprature=1")
        }
    }

    @Test func `a key given twice, a part without a value and an open quote are refused`() {
        #expect(throws: LaneError.repeatedKey("topK", column: 8)) { try Lane(flat: "topK=1,topK=2") }
        #expect(throws: LaneError.noValue(part: "warm", column: 1)) { try Lane(flat: "warm") }
        #expect(throws: LaneError.openQuote(key: "name", column: 6)) { try Lane(flat: "name=\"a") }
    }

    @Test func `a value out of range is refused with the range`() {
        #expect {
            try Lane(flat: "temperature=900")
        } throws: {
            "\($0)".contains("0 to 100")
        }
    }

    @Test func `a value comes from the command line, the lane, the prompt, the model file, in this order`() throws {
        var prompt = Prompt()
        prompt.modelParameters.topK = 1
        prompt.modelParameters.temperature = 1
        prompt.lanes = [try Lane(flat: "topK=2,minP=0.2"), try Lane(flat: "topP=0.5")]
        var commandLine = SettingsPatch()
        commandLine.minP = 0.3
        var modelFile = SettingsPatch()
        modelFile.topK = 9
        modelFile.typicalP = 0.7
        let lanes = try prompt.resolvedLanes(commandLine: commandLine, modelFile: modelFile)
        #expect(lanes.map(\.name) == ["A", "B"])
        #expect(lanes.map(\.settings.settings.topK) == [2, 1])
        #expect(lanes.map(\.settings.settings.minP) == [0.3, 0.3])
        #expect(lanes[0].settings.source(of: .typicalP) == .modelFile)
        #expect(lanes[0].settings.source(of: .minP) == .commandLine)
        #expect(lanes[1].settings.source(of: .topK) == .prompt)
        #expect(lanes[1].settings.source(of: .seed) == .defaults)
    }

    @Test func `a value for the chat template comes from the lane, the prompt, then the user's settings`() throws {
        var prompt = Prompt()
        prompt.templateArguments = ["b": "2", "c": "2"]
        prompt.lanes = [Lane(name: "x"), Lane(name: "y")]
        prompt.lanes[0].templateArguments = ["c": "3"]
        let lanes = try prompt.resolvedLanes(userArguments: ["a": "1", "b": "1", "c": "1"])
        #expect(lanes.map(\.templateArguments) == [["a": "1", "b": "2", "c": "3"], ["a": "1", "b": "2", "c": "2"]])
    }

    @Test func `two lanes of one name are refused`() throws {
        var prompt = Prompt()
        prompt.lanes = [Lane(name: "a"), Lane(name: "a")]
        #expect(throws: LaneError.repeatedName("a")) { try prompt.resolvedLanes() }
    }
}
