import Terminal
import Testing

@testable import Workbench

/// Finding a text in the outputs.
struct FindingTests {
    /// Two lanes that have said something; the keys go to the first.
    private func pilot() -> Pilot {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.finish(["cool": "A cat, a Cat and a dog.", "warm": "No cat here."])
        pilot.press("Alt-1")
        return pilot
    }

    @Test func `all places of the text are marked, and the first is gone to`() {
        var pilot = pilot()
        pilot.press("/")
        pilot.type("cat\n")
        #expect(pilot.footer.contains("“cat”: 1 of 2 in this lane. In other lanes: warm 1."))
        #expect(pilot.style(of: "cat, a") == Style(.selection))
        #expect(pilot.style(of: "Cat and") == Style(.accent, [.bold, .underline]))
        #expect(pilot.style(of: "cat here") == Style(.accent, [.bold, .underline]))
    }

    @Test func `Enter on the same text goes to the next place, and behind the last to the first`() {
        var pilot = pilot()
        pilot.press("/")
        pilot.type("cat\n")
        pilot.press("/ Enter")
        #expect(pilot.footer.contains("2 of 2"))
        pilot.press("/ Enter")
        #expect(pilot.footer.contains("1 of 2"))
    }

    @Test func `an empty text marks nothing`() {
        var pilot = pilot()
        pilot.press("/")
        pilot.type("cat\n")
        pilot.press("/ Del Enter")
        #expect(pilot.style(of: "cat, a") == .text)
    }

    @Test func `a text that only other lanes have is told with their names`() {
        var pilot = pilot()
        pilot.press("/")
        pilot.type("here\n")
        #expect(pilot.footer.contains("isn't in this lane's output. In other lanes: warm 1."))
    }

    @Test func `Korean is found behind characters of several bytes`() {
        let sought = Sought(text: "부정")
        let text = "이 리뷰는 부정적입니다. 부정"
        #expect(sought.places(in: text) == [14..<20, 34..<40])
        #expect(sought.places(in: text, seen: 34..<40) == [34..<40])
    }

    @Test func `a place is found in whatever part of the text is seen`() {
        let text = String(repeating: "가나다 abc ", count: 40)
        let sought = Sought(text: "abc")
        let all = sought.places(in: text)
        #expect(all.count == 40)
        for start in stride(from: 0, to: text.utf8.count - 60, by: 7) {
            let seen = start..<start + 60
            #expect(sought.places(in: text, seen: seen) == all.filter { $0.overlaps(seen) })
        }
    }

    @Test func `a lane that fills the screen still does after a search in it`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Tab Enter /")
        #expect(pilot.state.layers.top is QuestionLayer)
        pilot.type("the")
        pilot.press("Enter")
        #expect(pilot.state.layers.top is LaneLayer)
    }
}
