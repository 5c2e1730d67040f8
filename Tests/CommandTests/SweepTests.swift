import Foundation
import Testing

/// `lathe sweep` on the starter model, run as a user runs it.
@Suite(.serialized)
struct SweepTests {
    private let folder: TemporaryFolder
    private let prompt: String
    private let data: String

    init() throws {
        let capitals = try CapitalsFixture(cases: 6)
        (folder, prompt, data) = (capitals.folder, capitals.prompt, capitals.data)
    }

    private struct Report: Decodable {
        struct Axis: Decodable, Equatable {
            var knob: String
            var values: [String]
        }

        struct Cell: Decodable {
            struct Lane: Decodable {
                var name: String
                var n: Int
                var correct: Int
            }

            var settings: [String: String]
            var isBest: Bool
            var lane: Lane
        }

        struct Best: Decodable {
            var names: [String]
            var correct: Int
            var pValue: Double
            var sentence: String
        }

        var over: [Axis]
        var cells: [Cell]
        var best: Best
    }

    private func sweep(_ over: [String], _ more: [String] = []) throws -> Program.Result {
        try Program.run(
            ["sweep", prompt, "--data", data, "--out", folder.path("r.jsonl")] + over.flatMap { ["--over", $0] } + more)
    }

    @Test func `every combination of the knobs runs over all cases and the best is the one with most right`() throws {
        let result = try sweep(
            ["technique=zero-shot,few-shot", "temperature=0,0.6"], ["--format", "json", "--strict-sample", "0"])
        #expect(result.code == 0)
        let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
        #expect(
            report.over == [
                .init(knob: "technique", values: ["zero-shot", "few-shot"]),
                .init(knob: "temperature", values: ["0", "0.6"]),
            ])
        #expect(
            report.cells.map(\.settings) == [
                ["technique": "zero-shot", "temperature": "0"], ["technique": "zero-shot", "temperature": "0.6"],
                ["technique": "few-shot", "temperature": "0"], ["technique": "few-shot", "temperature": "0.6"],
            ])
        #expect(report.cells.allSatisfy { $0.lane.n == 6 })
        let most = report.cells.map(\.lane.correct).max()
        #expect(report.best.correct == most)
        #expect(report.cells.filter(\.isBest).map(\.lane.name) == report.best.names)
        #expect(report.cells.allSatisfy { $0.isBest == ($0.lane.correct == most) })
        #expect((0...1).contains(report.best.pValue))
    }

    @Test func `the table draws accuracy against the knob with numbers for each value of the other`() throws {
        let result = try sweep(["technique=few-shot,zero-shot", "temperature=0,0.6"], ["--strict-sample", "0"])
        #expect(result.code == 0)
        let few = try #require(result.output.range(of: "temperature, with technique few-shot"))
        let zero = try #require(result.output.range(of: "temperature, with technique zero-shot"))
        #expect(few.lowerBound < zero.lowerBound)
        #expect(result.output.contains(/\n {4}0  \S{40}  .*%/))
        #expect(result.output.contains(/\n {2}0\.6  \S{40}  .*%/))
        #expect(result.output.contains("Best "))
    }

    @Test func `a sweep that was interrupted goes on where it ended`() throws {
        let knobs = ["temperature=0,0.6"]
        _ = try sweep(knobs, ["--strict-sample", "0"])
        let kept = try String(contentsOfFile: folder.path("r.jsonl"), encoding: .utf8).split(separator: "\n")
        #expect(kept.count == 12)
        _ = try folder.file("r.jsonl", kept.prefix(5).joined(separator: "\n") + "\n")
        let again = try sweep(knobs, ["--strict-sample", "0", "--resume"])
        #expect(again.code == 0)
        let lines = try String(contentsOfFile: folder.path("r.jsonl"), encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 12)
        #expect(Array(lines.prefix(5)) == Array(kept.prefix(5)))
    }

    @Test func `formats are sent in place of the prompt's own and how accuracy spreads over them is told`() throws {
        let result = try sweep([], ["--formats", "3", "--format", "json", "--strict-sample", "0", "--layout", "chat"])
        #expect(result.code == 0, "\(result.errors)")
        let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
        #expect(report.over == [.init(knob: "phrasing", values: ["own", "format 1", "format 2", "format 3"])])
        #expect(report.cells.allSatisfy { $0.lane.n == 6 })
        #expect(result.output.contains("\"cps\""))
        let kept = try String(contentsOfFile: folder.path("r.jsonl"), encoding: .utf8).split(separator: "\n")
        let requests = Set(kept.compactMap { $0.firstMatch(of: /"request":"([^"]+)"/)?.1 })
        #expect(requests.count == 24)
    }

    @Test func `on a part of the cases each phrasing's accuracy is estimated, and no best one is named`() throws {
        let asked = ["--formats", "3", "--strict-sample", "0", "--layout", "chat", "--part", "0.5"]
        let result = try sweep([], asked + ["--format", "json"])
        #expect(result.code == 0, "\(result.errors)")
        let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
        #expect(report.cells.allSatisfy { $0.lane.n == 3 && !$0.isBest })
        #expect(report.best.sentence.hasPrefix("No best cell is named"))
        #expect(result.output.contains("estimated from 12 of 24 outputs"))
        let kept = try String(contentsOfFile: folder.path("r.jsonl"), encoding: .utf8).split(separator: "\n")
        #expect(kept.count == 12)
        let refused = try sweep(["temperature=0,1"], ["--part", "0.5"])
        #expect(refused.code != 0 && refused.errors.contains("belongs to a sweep over phrasings"))
    }

    @Test func `a phrasing of the file is a lane's to choose, and one that isn't there is refused`() throws {
        let other = try folder.file(
            "phrased.prompt.yaml",
            String(contentsOfFile: prompt, encoding: .utf8) + "\nphrasings: [{ name: terse, instruction: Capital? }]\n")
        let result = try Program.run(
            [
                "sweep", other, "--data", data, "--out", folder.path("p.jsonl"), "--over", "phrasing",
                "--strict-sample", "0",
            ])
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.contains(/\n +own  .*unread/))
        #expect(result.output.contains(/\n +terse  .*unread/))
        let wrong = try Program.run(["run", other, "--set", "country=Italy", "--lane", "phrasing=tarse"])
        #expect(wrong.code != 0)
        #expect(wrong.errors.contains("There is no phrasing `tarse`; the prompt has terse"))
        let none = try sweep(["phrasing"])
        #expect(none.code == 64)
        #expect(none.errors.contains("the prompt has no phrasings that are on"))
    }

    @Test(arguments: [
        (["temperature"], "write it as KNOB=VALUE"),
        (["temperature=0.4"], "one cell is no sweep"),
        (["temperature=0,0"], "a value comes twice"),
        (["temperatur=0,1"], "temperature"),
        (["temperature=0,hot"], "hot"),
        (["technique=cot,few"], "zero-shot"),
        (["name=a,b"], "a name is no knob"),
        (["temperature=0,1", "temperature=2,3"], "a knob comes twice"),
        (["seed=1,2,3,4,5,6,7,8,9", "topK=1,2,3,4,5,6,7,8"], "72 cells; 64 are the most"),
    ])
    func `knobs that make no grid are refused with what is wrong`(over: [String], said: String) throws {
        let result = try sweep(over)
        #expect(result.code == 64)
        #expect(result.errors.contains(said), "\(result.errors)")
    }

    @Test(arguments: [
        ("big", "write it as MODEL=COUNT"), ("big=large", "write it as MODEL=COUNT"),
        ("bigger=7B", "no model of --over model is written so"),
    ])
    func `sizes of no model are refused`(size: String, said: String) throws {
        let result = try sweep(["model=small,big", "technique=few-shot,cot"], ["--model-size", size])
        #expect(result.code == 64)
        #expect(result.errors.contains(said), "\(result.errors)")
    }
}
