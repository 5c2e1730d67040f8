import Reference
import Testing

@testable import lathe

@Suite struct JoinedValuesTests {
    @Test(arguments: ["--stop", "--text", "--set", "--lane", "--where", "--over", "--answer-sentence", "--temperature"])
    func `an option of any text keeps a value that begins with a dash`(_ option: String) {
        #expect(JoinedValues.joined(["run", option, "- item", "--strict"]) == ["run", "\(option)=- item", "--strict"])
    }

    @Test(arguments: ["--format", "--model", "--strict", "--limit"])
    func `any other option stays apart from what follows`(_ option: String) {
        #expect(JoinedValues.joined(["run", option, "---"]) == ["run", option, "---"])
    }

    @Test func `options of other options' looks are left to the parser`() {
        #expect(JoinedValues.joined(["run", "--stop", "--strict"]) == ["run", "--stop", "--strict"])
    }

    @Test func `every setting is an option of any text`() throws {
        let options = try #require(ToolDescription.current).optionsOfAnyText
        #expect(options.isSuperset(of: ["--temperature", "--top-k", "--stop", "--logit-bias"]))
        #expect(!options.contains("--help"))
    }
}
