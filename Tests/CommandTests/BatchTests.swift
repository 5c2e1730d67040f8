import Foundation
import Testing

@Suite(.serialized)
struct BatchTests {
    /// Runs requests on one engine; gives the results, one a line, and the exit code.
    private func batch(_ requests: [String]) throws -> (results: [[String: Any]], code: Int32) {
        let result = try Program.run(["batch"], input: requests.joined(separator: "\n"))
        let lines = result.output.split(separator: "\n")
        let results = try lines.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        return (results, result.code)
    }

    private func firstLane(of result: [String: Any]) throws -> [String: Any] {
        try #require((result["lanes"] as? [[String: Any]])?.first)
    }

    /// What was sent in the first stage.
    private func sent(_ result: [String: Any]) throws -> String {
        let stages = try #require(try firstLane(of: result)["stages"] as? [[String: Any]])
        return try #require(stages.first?["prompt"] as? String)
    }

    @Test func `ids come back as they were, long numbers too`() throws {
        let (results, code) = try batch([
            #"{"id": "first", "file": "none"}"#, #"{"id": 9007199254740993, "file": "none"}"#,
            #"{"id": 1.5, "file": "none"}"#, #"{"file": "none"}"#, "no JSON",
        ])
        try #require(results.count == 5)
        #expect(results[0]["id"] as? String == "first")
        #expect(results[1]["id"] as? Int == 9_007_199_254_740_993)
        #expect(results[2]["id"] as? Double == 1.5)
        #expect(results[3]["id"] is NSNull)
        #expect(results[4]["id"] is NSNull)
        #expect(results.allSatisfy { $0["error"] is String && $0.count == 2 })
        #expect(code == 1)
    }

    @Test func `an id of any kind comes back as it was, from a run and from an error`() throws {
        let ids = [#"{"a":[1,null,"x"]}"#, "null", "true", "[0.5]", "18446744073709551615", "-1", "7"]
        let requests = ids.flatMap { id in
            [
                #"{"id": \#(id), "file": "none"}"#,
                #"{"id": \#(id), "prompt": {"input": "Hi", "modelParameters": {"maxTokens": 1}}}"#,
            ]
        }
        let result = try Program.run(["batch"], input: requests.joined(separator: "\n"))
        let lines = result.output.split(separator: "\n")
        try #require(lines.count == requests.count)
        for (index, line) in lines.enumerated() {
            #expect(line.contains(#""id":\#(ids[index / 2])"#), "\(line)")
            #expect(line.contains(#""lanes":"#) == (index % 2 == 1))
        }
    }

    @Test func `each wrong line says what is wrong with it`() throws {
        let (results, _) = try batch([
            #"{"id": 1, "prompt": {"input": "x"}, "lane": []}"#, #"{"id": 2}"#,
            #"{"id": 3, "prompt": {"input": "x", "modelParameters": {"temperature": -1}}}"#,
            #"{"id": 4, "prompt": {"input": "{{w}}"}}"#,
            #"{"id": 5, "prompt": {"input": "{{w}}"}, "set": {"w": null}}"#,
            #"{"id": 6, "prompt": {"input": "{{word}}"}, "set": {"wrd": "x", "word": "y"}}"#,
            #"{"id": 7, "prompt": {"input": "x"}, "lanes": [{"technique": "few-shot"}]}"#, "[1]",
        ])
        let expected = [
            "did you mean \"lanes\"?", "either \"file\"", "0 to 100", "{{w}}", "\"w\" is not a text",
            "did you mean `word`?", "at least one example", "not a JSON object",
        ]
        try #require(results.count == expected.count)
        for (result, says) in zip(results, expected) {
            let error = try #require(result["error"] as? String)
            #expect(error.contains(says), "\(error)")
        }
    }

    @Test func `values and inline prompts reach the model as they were written`() throws {
        let request =
            #"{"prompt": {"input": "a/b {{flag}} {{number}} {{text}}", "modelParameters": {"maxTokens": 1}}, "set": {"flag": true, "number": 1.5, "text": "한 😀 \u0007\u007f\u0085\u2028."}}"#
        let (results, code) = try batch([request])
        #expect(try sent(try #require(results.first)).contains("a/b true 1.5 한 😀 \u{7}\u{7F}\u{85}\u{2028}."))
        #expect(code == 0)
    }

    @Test func `controls inside an inline prompt are neither refused nor folded`() throws {
        let (results, _) = try batch([
            #"{"prompt": {"input": "a\u0085b\u2028c\u007fd\u001be", "modelParameters": {"maxTokens": 1}}}"#
        ])
        #expect(try sent(try #require(results.first)).contains("a\u{85}b\u{2028}c\u{7F}d\u{1B}e"))
    }

    @Test func `lanes of a request replace the prompt's, and a typo in one is noticed`() throws {
        let request =
            #"{"prompt": {"input": "Hi", "lanes": [{"name": "own"}]}, "lanes": [{"name": "a", "temprature": 1, "modelParameters": {"maxTokens": 2, "seed": 5}}, {"name": "b", "layout": "completion", "modelParameters": {"maxTokens": 3}}]}"#
        let result = try #require(try batch([request]).results.first)
        let lanes = try #require(result["lanes"] as? [[String: Any]])
        #expect(lanes.map { $0["name"] as? String } == ["a", "b"])
        #expect(lanes.map { $0["layout"] as? String } == ["chat", "completion"])
        #expect((lanes[0]["modelParameters"] as? [String: Any])?["seed"] as? Int == 5)
        let notices = try #require(result["notices"] as? [String])
        #expect(notices.contains { $0.contains("`temprature`") })
    }

    @Test func `a turned knob that changes no token decodes nothing`() throws {
        func request(_ topK: Int) -> String {
            #"{"prompt": {"input": "Say yes."}, "lanes": [{"name": "a", "modelParameters": {"maxTokens": 6, "temperature": 0, "topK": \#(topK)}}]}"#
        }
        let (results, _) = try batch([request(40), request(20)])
        try #require(results.count == 2)
        let (first, second) = (try firstLane(of: results[0]), try firstLane(of: results[1]))
        #expect(first["text"] as? String == second["text"] as? String)
        let usage = try #require(second["usage"] as? [String: Int])
        #expect(usage["decodedRows"] == 0)
        #expect((usage["replayedTokens"] ?? 0) > 0)
    }

    @Test func `Ctrl-C ends a batch that waits for a line`() throws {
        let process = Process()
        process.executableURL = URL(filePath: Program.path)
        process.arguments = ["batch"]
        let data = try DataFolder()
        process.environment = data.environment
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // Its answer shows that it has begun to read.
        try input.fileHandleForWriting.write(contentsOf: Data("x\n".utf8))
        #expect(!output.fileHandleForReading.availableData.isEmpty)
        Thread.sleep(forTimeInterval: 0.3)
        process.interrupt()
        let limit = ContinuousClock.now + .seconds(10)
        while process.isRunning, ContinuousClock.now < limit { Thread.sleep(forTimeInterval: 0.02) }
        #expect(!process.isRunning)
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    }
}
