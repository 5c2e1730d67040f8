import Prompting
import Sampling
import Testing

@Suite struct `A lane in one line` {
    @Test func `is empty where the line is`() throws {
        #expect(try Lane(flat: "") == Lane(name: ""))
        #expect(try Lane(flat: " , ") == Lane(name: ""))
    }

    @Test func `may have blanks around keys, values and commas, and a comma at the end`() throws {
        let lane = try Lane(flat: " name = warm , technique = few-shot, stop = \" x \" ,")
        #expect(lane.name == "warm")
        #expect(lane.technique == .fewShot)
        #expect(lane.modelParameters.stop == [" x "])
    }

    @Test func `takes every key, as the file or as options spell it`() throws {
        let line =
            "name=n,technique=zero-shot-cot,layout=completion,model=m.gguf,samples=1000,temperature=1,top-k=2,top-p=0.3,"
            + "min-p=0.4,typicalP=0.5,repeat-penalty=1.1,repeatLastN=-1,presence-penalty=1,frequencyPenalty=2,"
            + "logit-bias=5:-1;6:2,seed=7,order=hugging-face,max-tokens=8,answerTokens=9,thinking=off,stop=x,"
            + "top-n-sigma=1,xtc-probability=0.1,xtc-threshold=0.2,dry-multiplier=1,dry-base=2,dry-allowed-length=3,"
            + "dry-last-n=64,dry-breakers=x,dynatemp-range=1,dynatemp-exponent=2,mirostat-tau=5,mirostat-eta=0.2,"
            + "adaptive-target=0.5,adaptive-decay=0.8,decoding=beam,beams=3,length-penalty=2,keep=2"
        let lane = try Lane(flat: line)
        #expect(lane.modelParameters.keys == SettingsKey.allCases)
        #expect(lane.layout == .completion)
        #expect(lane.model == "m.gguf")
        #expect(lane.samples == 1000)
        #expect(lane.modelParameters.logitBias == [5: -1, 6: 2])
    }

    @Test(arguments: [
        (#"stop="\n\n""#, "\n\n"), (#"stop=\n\n"#, "\n\n"), (#"stop="a,b=c""#, "a,b=c"),
        (#"stop="\"\\\t\r""#, "\"\\\t\r"),
        (#"stop="\d\n""#, "\\d\n"), (#"stop=a\"#, "a\\"), (#"stop=a"b"#, "a\"b"), ("stop=질문:", "질문:"),
        ("stop=a=b", "a=b"),
    ])
    func `keeps what its stop text says`(line: String, stop: String) throws {
        #expect(try Lane(flat: line).modelParameters.stop == [stop])
    }

    @Test func `leaves a backslash alone outside quotes and stop texts`() throws {
        #expect(try Lane(flat: #"model=a\new.gguf,name=5" disk"#).model == #"a\new.gguf"#)
    }

    @Test(arguments: ["topK=1,top-k=2", "top-k=1, topK=2", "name=a,name=b"])
    func `has no key twice, however it is spelt`(line: String) {
        #expect(throws: LaneError.self) { try Lane(flat: line) }
    }

    @Test(arguments: [
        ("topK=1,top-k=2", "`topK` is given a second time at character 8; remove one of them."),
        ("name=a, temprature=1", "There is no key `temprature` (at character 9); did you mean `temperature`?"),
        (
            "stop=a,b",
            "`b` at character 8 has no value; write key=value, and a value that holds a comma in double quotes."
        ),
        ("name=a,=1", "The equals sign at character 8 has no key before it; write key=value."),
        (
            #"name=a,stop="x"#,
            "The quotation mark of `stop` at character 13 is not closed; end the value with another."
        ),
        (
            #"stop="x"y"#,
            "At character 9 something follows the quoted value of `stop`; put a comma between, or write \\\" for a "
                + "quotation mark in the value."
        ),
        ("technique=cott", "`technique` can't be `cott`: it takes zero-shot, few-shot, cot, zero-shot-cot."),
        ("layout=x", "`layout` can't be `x`: it takes chat or completion."),
        ("samples=0", "`samples` can't be `0`: it takes a whole number from 1 to 1000."),
        ("topP=2", "`topP` can't be 2: it takes a number from 0 to 1; 1 is off."),
        ("topK=many", "`topK` can't be `many`: it takes a whole number from 0 to 1000000; 0 is off."),
    ])
    func `says what is wrong with it, where, and what to write`(line: String, message: String) throws {
        let error = #expect(throws: LaneError.self) { try Lane(flat: line) }
        #expect(try #require(error).description == message)
    }

    @Test func `lists the keys where none is near`() throws {
        let error = #expect(throws: LaneError.self) { try Lane(flat: "banana=1") }
        #expect(try #require(error).description.hasSuffix("the keys are \(Lane.keys.joined(separator: ", "))."))
    }
}

@Suite struct `The lanes of a run` {
    @Test func `are one with the prompt's own settings where nobody names any`() throws {
        var prompt = Prompt.sums
        prompt.samples = 5
        let lanes = try prompt.resolvedLanes()
        #expect(lanes.map(\.name) == ["A"])
        #expect(lanes[0].technique == .fewShot)
        #expect(lanes[0].samples == 5)
        #expect(lanes[0].layout == nil)
    }

    @Test func `get default names that no other lane has`() throws {
        let lanes = [Lane(name: ""), Lane(name: "A"), Lane(name: ""), Lane(name: "C"), Lane(name: "")]
        #expect(try Prompt().resolvedLanes(replacedBy: lanes).map(\.name) == ["B", "A", "D", "C", "E"])
    }

    @Test func `go on with AA after Z`() throws {
        let names = try Prompt().resolvedLanes(replacedBy: Array(repeating: Lane(name: ""), count: 28)).map(\.name)
        #expect(names.suffix(3) == ["Z", "AA", "AB"])
    }

    @Test func `draw between 1 and 1000 samples`() {
        #expect(throws: LaneError.badValue(key: "samples", text: "0", takes: "a whole number from 1 to 1000")) {
            try Prompt().resolvedLanes(replacedBy: [Lane(name: "a", samples: 0)])
        }
    }

    @Test func `keep the layout's stop strings beside their own`() throws {
        #expect(try Prompt().resolvedLanes().map(\.keepsLayoutStops) == [true])
        let lanes = try [Lane(flat: "stop=END"), Lane(flat: "topK=1")]
        #expect(try Prompt().resolvedLanes(replacedBy: lanes).map(\.keepsLayoutStops) == [true, true])
    }

    @Test func `lose the layout's stop strings by an empty list`() throws {
        var prompt = Prompt.sums
        prompt.modelParameters.stop = []
        #expect(try prompt.resolvedLanes().map(\.keepsLayoutStops) == [false])
        let lanes = try [Lane(flat: "stop="), Lane(flat: "stop=x")]
        #expect(try prompt.resolvedLanes(replacedBy: lanes).map(\.keepsLayoutStops) == [false, true])
    }
}
