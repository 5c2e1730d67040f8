import Evaluation
import Lanes
import Prompting
import Terminal
import Testing
import TextLayout

@testable import Workbench

@Suite struct GridTests {
    private func evaluated(
        _ columns: Int = 140, _ rows: Int = 40, glyphs: Glyphs = .unicode, cases: Int = 40, lanes: Int
    ) throws -> Pilot {
        var prompt = Prompt.reviews
        prompt.lanes = (0..<lanes).map { Lane(name: String(UnicodeScalar(UInt8(65 + $0)))) }
        var pilot = Pilot(columns: columns, rows: rows, glyphs: glyphs, prompt: prompt)
        pilot.evaluate(try SampleEvaluation.many(cases, lanes: lanes))
        return pilot
    }

    @Test func `a cell has a sign, the answer and the output`() throws {
        let pilot = try evaluated(lanes: 2)
        #expect(pilot.sees("✓ 4  처음에 1개가"))
        #expect(pilot.sees("? 처음에 1개가 있었고"))
        #expect(pilot.sees("✗ 6  처음에 2개가"))
    }

    @Test func `signs need neither colour nor Unicode`() throws {
        let pilot = try evaluated(glyphs: .ascii, lanes: 2)
        #expect(pilot.sees("+ 4"))
        #expect(pilot.sees("? "))
        #expect(pilot.sees("x 6"))
    }

    @Test func `a question mark tells what the columns and signs mean`() throws {
        var pilot = try evaluated(80, 24, lanes: 2)
        pilot.press("?")
        #expect(pilot.sees("✓ right   ✗ wrong") && pilot.sees("Those that are unread count as wrong"))
        pilot.press("Esc")
        #expect(!pilot.sees("✓ right   ✗ wrong") && pilot.sees("unread"))
    }

    @Test func `an answer that is the whole output isn't shown twice`() throws {
        let scorer = try Scorer(.choice(["yes", "no"]), answerSentence: "")
        let scored = try #require(
            scorer.score(
                CaseOutput(id: "1", lane: "A", samples: [.init(text: " yes\n")]), of: Case(id: "1", variables: [:])))
        let cell = GridCell(scored, failure: nil, Look(size: Size(columns: 80, rows: 24), glyphs: .unicode))
        #expect(cell.answer == nil)
        #expect(cell.output == " yes\n")
    }

    private func calling(_ text: String) throws -> ScoredCase {
        let call = ToolCall(name: "get_weather", arguments: #"{"city":"Seoul"}"#)
        let output = CaseOutput(id: "1", lane: "A", samples: [.init(text: text, calls: [call])])
        return try #require(Scorer(.text, answerSentence: "").score(output, of: Case(id: "1", variables: [:])))
    }

    @Test func `calls of tools are trees in a cell, and once if they are all of the output`() throws {
        let look = Look(size: Size(columns: 80, rows: 24), glyphs: .ascii)
        let only = GridCell(try calling(""), failure: nil, look)
        #expect(only.answer == nil && only.output == "-> get_weather\n  city: \"Seoul\"")
        let beside = GridCell(try calling("Wait."), failure: nil, look)
        #expect(beside.answer == #"get_weather {"city":"Seoul"}"#)
        #expect(beside.output == "Wait.\n\n-> get_weather\n  city: \"Seoul\"")
    }

    @Test func `a case shows the calls of tools as trees`() throws {
        let row = EvaluationReport.Row(
            one: Case(id: "1", variables: ["city": "Seoul"]), lanes: [try calling("")])
        let comparison = Comparison(
            row, lanes: ["A"], first: 0, place: "1 of 1", Look(size: Size(columns: 80, rows: 24), glyphs: .unicode))
        #expect(comparison.text(on: .left) == "→ get_weather\n  city: \"Seoul\"")
    }

    @Test func `a failed output says why, and one that hasn't run has a dot`() throws {
        var pilot = try evaluated(lanes: 2)
        #expect(pilot.sees("! The server closed the line."))
        pilot.press("End Right")
        #expect(pilot.sees("case 40 · B: not run yet"))
    }

    @Test func `the arrows go through the lanes, and Enter reads the case from that lane on`() throws {
        var pilot = try evaluated(lanes: 4)
        pilot.press("Right Right")
        #expect(pilot.sees("case 1 · C: right, read as 4"))
        pilot.press("Enter")
        #expect(pilot.sees("C: right, 4"))
        #expect(pilot.sees("D: right, 4"))
        #expect(!pilot.sees("A: right, 4"))
        pilot.press("Esc")
        #expect(pilot.sees("case 1 · C"))
        pilot.press("Left*9")
        #expect(pilot.sees("case 1 · A"))
        pilot.press("Right*9")
        #expect(pilot.sees("case 1 · D"))
    }

    @Test func `lanes without room are scrolled to, and their signs stand beside the case`() throws {
        var pilot = try evaluated(80, 24, lanes: 6)
        #expect(pilot.sees("✓?✓✓✓✓"))
        #expect(pilot.sees(" ›") && !pilot.sees("‹ "))
        pilot.press("Right*5")
        #expect(pilot.sees("‹ ") && !pilot.sees(" ›"))
        #expect(pilot.sees("case 1 · F: right"))
    }

    @Test func `rows have one, three or eight lines`() throws {
        var pilot = try evaluated(lanes: 2)
        func count() -> Int { pilot.lines.count { $0.contains("The answer is") } }
        #expect(count() <= 1)
        pilot.press("h h")
        #expect(count() > 2)
        pilot.press("h")
        #expect(count() <= 1)
    }

    @Test func `the cell under the cursor is told from its row without colours`() throws {
        var pilot = try evaluated(lanes: 2)
        pilot.press("Down Right")
        let row = try #require(pilot.place(of: "✗ 6")?.row)
        let looks = (0..<140).compactMap { pilot.frame.canvas[Position(column: $0, row: row)]?.style }
        #expect(looks.contains(Style(.selection)))
        #expect(looks.contains(Style(.selection, [.bold, .underline])))
    }

    @Test(arguments: 1...8) func `columns share the width and have the cursor's lane among them`(_ lanes: Int) {
        let one = Case(id: "1234", variables: ["text": String(repeating: "long ", count: 40)], expected: ["Positive"])
        for width in 56...220 {
            for focused in 0..<lanes {
                let columns = GridColumns(width: width, GridWidths([one]), lanes: lanes, focused: focused)
                var all = [columns.signs, columns.id, columns.expected, columns.input].compactMap(\.self)
                all += columns.lanes.map(\.columns)
                #expect(zip(all, all.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
                #expect(all.last?.upperBound == width)
                #expect(columns.lanes.contains { $0.index == focused })
                #expect(
                    columns.lanes.count == 1 || columns.lanes.allSatisfy { $0.columns.count >= GridColumns.narrowest })
                #expect((columns.signs == nil) == (columns.lanes.count == lanes))
            }
        }
    }
}
