import Evaluation
import Foundation
import History
import Prompting
import Sampling
import Testing

@testable import Reports

/// The reports of sweeps over models and techniques, and over phrasings, of results that were fed in.
struct SweepReportTests {
    /// Makes the outcome of a sweep. Each cell has so many of 200 cases right; which ones doesn't depend on other cells'.
    private func outcome(
        of grid: SweepGrid, right: [Int], sizes: [ModelSize?], phrasings: [Phrasing?] = []
    ) throws -> EvaluationOutcome {
        let scorer = try Scorer(.number, answerSentence: "The answer is")
        let cases = (0..<200).map { Case(id: "\($0)", variables: ["q": "\($0)"], expected: ["1"]) }
        let names = grid.cells.map(\.lane.name)
        let outputs = zip(names, right).enumerated().flatMap { index, cell in
            cases.indices.map { place in
                let isRight = (place * [7, 9, 11, 13, 17, 19, 21, 23][index]) % 200 < cell.1
                return CaseOutput(
                    id: cases[place].id, lane: cell.0, samples: [.init(text: isRight ? "The answer is 1." : "Hm.")],
                    finish: "eog", tokens: 3)
            }
        }
        let report = EvaluationReport(outputs, of: cases, lanes: names, scorer: { _ in scorer }, seed: nil)
        var prompt = Prompt()
        prompt.input = "{{q}}"
        let data = try DataSet(text: "q,expected\n1,1\n", format: .csv(separator: nil), for: prompt)
        let lanes = grid.cells.indices.map { index in
            EvaluationLaneRecord(
                name: names[index], technique: .fewShot, layout: .chat, settings: Settings(),
                phrasing: phrasings.isEmpty ? nil : phrasings[index],
                model: ModelRecord(
                    name: "m<\(index / 2)>", path: "", sha256: nil, architecture: "", quantization: "",
                    contextLength: 0,
                    build: ""), size: sizes.isEmpty ? nil : sizes[index / 2])
        }
        let record = EvaluationRecord(
            date: Date(timeIntervalSince1970: 1_764_000_000), origin: .sweep, mode: .fast, parallel: 8,
            prompt: PromptRecord(name: "Sums", file: nil, text: "input: \"{{q}}\"\n"),
            data: DataRecord(name: "sums.csv", data), answer: "choice:1|2|3|4", lanes: lanes,
            machine: MachineRecord(lathe: "9.9.9", processor: "A processor", threads: 2), notices: [])
        return EvaluationOutcome(record: record, report: report)
    }

    /// PaLM's numbers on GSM8K (Wei et al. 2022, table 2), in 200 cases, and a model of unknown size.
    private func ladder(sizes: [String: Double] = [:]) throws -> SweepOutput {
        let grid = try SweepGrid(["model=a,b,c,d", "technique=few-shot,cot"])
        let known = [8e9, 62e9, 540e9].map { ModelSize(parameters: $0, family: "PaLM") }
        return SweepOutput(
            grid: grid,
            evaluation: try outcome(of: grid, right: [10, 8, 19, 60, 36, 114, 20, 20], sizes: known + [nil]),
            sizes: sizes)
    }

    @Test func `the table draws the gain over sizes and says from which size it is certain`() throws {
        let table = try ladder().table(glyphs: .unicode)
        #expect(table.contains("cot less few-shot, in points, against the size of the model"))
        #expect(table.contains(/\n +8B +62B +540B\n/))
        #expect(table.contains(/\n +0 ┤●┄/))
        #expect(table.contains(/m<1> +62B +9\.5 % +30\.0 % +\+20\.5/))
        #expect(table.contains("From 62B on cot is better than few-shot, and not shown to be at 8B"))
        #expect(table.contains("Of unknown size, and so not drawn: m<3>."))
        #expect(!(try ladder().table(glyphs: .ascii)).unicodeScalars.contains { "●│┄┤".unicodeScalars.contains($0) })
    }

    @Test func `a size that is given puts a model on a line of its own`() throws {
        let table = try ladder(sizes: ["d": 7e9]).table(glyphs: .unicode)
        #expect(!table.contains("Of unknown size"))
        #expect(table.contains("A m<3>   B PaLM"))
    }

    @Test func `the page has both pictures with the lines of guessing and of no gain, and nothing of a name is markup`()
        throws
    {
        let html = try ladder().html
        #expect(html.components(separatedBy: "<svg class=\"ladder\"").count == 3)
        #expect(html.contains(">guessing</text>") && html.contains(">no gain</text>"))
        #expect(html.contains("From 62B on cot is better than few-shot"))
        #expect(!html.contains("m<1>"))
    }

    @Test func `JSON and Markdown have the figures of each model`() throws {
        let object = try JSONSerialization.jsonObject(
            with: Data(try json(SweepJSON(try ladder()), pretty: false).utf8))
        let ladders = try #require((object as? [String: Any])?["ladders"] as? [[String: Any]])
        let models = try #require(ladders.first?["models"] as? [[String: Any]])
        #expect(models.compactMap { $0["parameters"] as? Double } == [8e9, 62e9, 540e9])
        #expect(ladders.first?["chance"] as? Double == 0.25)
        #expect(ladders.first?["with"] as? [String: String] == [:])
        #expect(try ladder().markdown.contains(/\| m\S+ \| 62B \| 9\.5 % \| 30\.0 % \|/))
    }

    @Test func `cells that are too many to be counted are too many`() throws {
        let numbers = (1...999).map { "\($0)" }.joined(separator: ",")
        let shares = (100...999).map { "0.\($0)" }.joined(separator: ",")
        let knobs =
            ["seed", "topK", "maxTokens", "samples"].map { "\($0)=\(numbers)" }
            + ["temperature", "topP", "minP"].map { "\($0)=\(shares)" }
        let error = try #require(#expect(throws: SweepGridError.self) { try SweepGrid(knobs) })
        #expect(error.description.contains("64 are the most"))
    }

    @Test func `a sweep over phrasings tells their quantiles before which one is best`() throws {
        var loud = Phrasing(name: "loud")
        loud.input = "QUESTION:: {{q}}"
        let grid = try SweepGrid(["phrasing"], phrasings: ["loud", "terse"])
        #expect(grid.axes.map(\.values) == [["own", "loud", "terse"]])
        let output = SweepOutput(
            grid: grid,
            evaluation: try outcome(
                of: grid, right: [100, 104, 40], sizes: [], phrasings: [nil, loud, Phrasing(name: "terse")]))
        let table = output.table(glyphs: .unicode)
        let quantiles = try #require(table.range(of: "Over 3 phrasings, accuracy is 50 % at the median"))
        let best = try #require(table.range(of: "Best is phrasing loud"))
        #expect(quantiles.lowerBound < best.lowerBound)
        #expect(table.contains("The phrasing matters more than chance."))
        #expect(table.contains(/loud  [┄━●]{40}  +52\.0 %  .*unread 48\.0 %  best/))
        #expect(table.contains("loud  QUESTION:: …"))
        let object = try JSONSerialization.jsonObject(with: Data(try json(SweepJSON(output), pretty: false).utf8))
        let spreads = try #require((object as? [String: Any])?["phrasings"] as? [[String: Any]])
        #expect(spreads.count == 1 && spreads[0]["maxP"] as? Double == 0.52)
        #expect((spreads[0]["quantiles"] as? [String: Double])?["50"] == 0.5)
    }
}
