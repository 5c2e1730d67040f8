import Foundation
import Library
import Testing

/// Lanes on engines behind a command, which here runs this very program.
@Suite(.serialized) struct MachineTests {
    private let folder: TemporaryFolder
    private let data: DataFolder
    private let environment: [String: String]

    init() throws {
        folder = try TemporaryFolder()
        data = try DataFolder()
        try FileManager.default.createDirectory(atPath: folder.path("lathe"), withIntermediateDirectories: true)
        try """
        engines:
          box:
            command: [sh, -c, "echo Welcome to box; exec '\(Program.path)' engine"]
          dead:
            command: [sh, -c, "echo no route to host >&2; exit 255"]
          old:
            command: [sh, -c, "echo lathe engine 0; exec sleep 100"]
          stuck:
            command: [sh, -c, "echo lathe engine 5; sleep 100; true"]
            timeout: 1
          silent:
            command: [sleep, "100"]
            timeout: 1
        """.write(toFile: folder.path("lathe/config.yaml"), atomically: true, encoding: .utf8)
        environment = ["XDG_CONFIG_HOME": folder.path("")]
    }

    private func lathe(_ arguments: String...) throws -> Program.Result {
        try Program.run(arguments, data: data, environment: environment)
    }

    @Test func `a lane on another machine's engine says what one here says`() throws {
        let result = try lathe(
            "run", "tour", "--max-tokens", "8", "--format", "json", "--lane", "name=here", "--lane",
            "name=there,model=box/SmolLM2-135M-Instruct.Q4_1")
        #expect(result.code == 0, "\(result.errors)")
        struct Report: Decodable {
            struct Lane: Decodable { var text: String }
            var lanes: [Lane]
        }
        let lanes = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8)).lanes
        #expect(lanes.count == 2 && !lanes[0].text.isEmpty && lanes[0].text == lanes[1].text)
        let again = try lathe("history", "rerun", "last", "--format", "json")
        #expect(again.code == 0, "\(again.output)\(again.errors)")
    }

    @Test func `its distribution and its tokens can be looked at`() throws {
        let next = try lathe("next", "--model", "box", "--text", "The capital of France is")
        #expect(next.code == 0 && next.output.contains("\" Paris\""), "\(next.errors)")
        let compiled = try lathe("compile", "tour", "--model", "box", "--tokens")
        #expect(compiled.code == 0 && compiled.output.contains("<|im_start|>"), "\(compiled.errors)")
    }

    @Test func `cases are evaluated on it`() throws {
        let result = try lathe(
            "eval", "topic", "--data", "headlines", "--limit", "3", "--model", "box", "--out", folder.path("r.jsonl"),
            "--lane", "technique=few-shot")
        #expect(result.code == 0 && result.output.contains("of 3"), "\(result.errors)")
    }

    @Test func `a model that isn't there is what the other machine says`() throws {
        let result = try lathe("run", "tour", "--model", "box/nothing")
        #expect(result.code == 1)
        #expect(result.errors.contains("box says: There is no model named “nothing”."), "\(result.errors)")
    }

    @Test(arguments: [
        ("dead", "it ended with code 255: no route to host"),
        ("silent", "it didn't start Lathe's engine within 1 second"),
        ("stuck", "it didn't answer within 1 second"),
        ("old", "it sends `lathe engine 0` but this Lathe needs `lathe engine 5`"),
    ])
    func `a machine that can't be used says why`(_ name: String, _ reason: String) throws {
        let result = try lathe("run", "tour", "--model", name)
        #expect(result.code == 1)
        #expect(result.errors.contains("\(name) can't be used: \(reason)"), "\(result.errors)")
    }

    @Test func `a machine that can't be used costs its own lanes and no others`() throws {
        let result = try lathe(
            "run", "tour", "--max-tokens", "4", "--format", "json", "--lane", "name=there,model=dead", "--lane",
            "name=here,temperature=0")
        #expect(result.code == 1)
        struct Report: Decodable {
            struct Lane: Decodable {
                var text: String
                var error: String?
            }
            var lanes: [Lane]
        }
        let lanes = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8)).lanes
        #expect(lanes.count == 2 && lanes[0].error?.contains("no route to host") == true, "\(result.output)")
        #expect(lanes.last?.error == nil && lanes.last?.text.isEmpty == false)
    }

    @Test func `the settings show machines, and name what is wrong with them`() throws {
        #expect(try lathe("config", "show").output.contains("engines.box"))
        for (text, problem) in [
            ("engines: { box: { timeout: 3 } }", "has no `command`, such as [ssh, gpu-box, lathe, engine]."),
            ("engines: { a/b: { command: [x] } }", "is not a name"),
            (
                "servers: { box: { url: http://localhost/v1 } }\nengines: { box: { command: [x] } }",
                "is the name of another server or engine already."
            ),
        ] {
            #expect {
                _ = try Configuration(text: text, name: "config.yaml")
            } throws: { "\($0)".contains(problem) }
        }
    }
}
