import Library
import Terminal
import Testing

@testable import Workbench

/// Completing typed paths with Tab.
struct PathTests {
    private func completion(_ text: String, _ names: [String]) -> PathCompletion {
        var completion = PathCompletion(of: "")
        completion.text = text
        completion.names = names
        return completion
    }

    @Test func `Tab completes the path in a question`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-s")
        pilot.type("/tmp/pr")
        pilot.press("Tab")
        #expect(pilot.effects.contains(.files(.completePath("/tmp/pr"))))
        pilot.report(.files(.pathCompleted(of: "/tmp/pr", completion("/tmp/prompts/", ["prompts/"]))))
        #expect(pilot.sees("/tmp/prompts/"))
    }

    @Test func `the names are listed if there are several`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-s")
        pilot.type("/tmp/a")
        pilot.press("Tab")
        pilot.report(.files(.pathCompleted(of: "/tmp/a", completion("/tmp/a", ["apple.yaml", "avocado/"]))))
        #expect(pilot.sees("apple.yaml  avocado/"))
        pilot.type("p")
        #expect(!pilot.sees("avocado/"))
    }

    @Test func `an answer for another text changes nothing`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-s")
        pilot.type("/tmp/pr")
        pilot.press("Tab")
        pilot.type("o")
        pilot.report(.files(.pathCompleted(of: "/tmp/pr", completion("/tmp/private/", ["private/"]))))
        #expect(pilot.sees("/tmp/pro"))
    }

    @Test func `Tab completes a path that is typed in the library`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("^O")
        pilot.report(.files(.libraryListed([])))
        pilot.type("~/x")
        pilot.press("Tab")
        #expect(pilot.effects.contains(.files(.completePath("~/x"))))
        pilot.report(.files(.pathCompleted(of: "~/x", completion("~/x.prompt.yaml", ["x.prompt.yaml"]))))
        #expect(pilot.sees("~/x.prompt.yaml"))
    }

    @Test func `Tab in a question for anything else says why it does nothing`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-1 r Tab")
        #expect(pilot.footer.contains("Tab completes paths only."))
    }
}
