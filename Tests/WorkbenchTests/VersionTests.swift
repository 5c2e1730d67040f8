import Foundation
import Prompting
import Terminal
import Testing

@testable import Library
@testable import Workbench

@Suite struct VersionTests {
    private static let path = SampleVersions.path
    private var versions: [DescribedVersion] { SampleVersions.all }

    private func opened(_ pilot: Pilot = Pilot()) -> Pilot {
        var pilot = pilot
        pilot.press("Alt-e")
        pilot.report(.files(.versionsListed(versions, of: Self.path, now: .reviews)))
        return pilot
    }

    @Test func `versions are listed newest first, with what each changed`() {
        var pilot = opened()
        #expect(pilot.effects == [.files(.listVersions(Self.path))])
        #expect(pilot.sees("versions of reviews.prompt.yaml"))
        #expect(pilot.sees("has a mistake"))
        #expect(pilot.sees("first version"))
        pilot.press("Esc")
        #expect(!pilot.sees("first version"))
    }

    @Test func `the wheel goes through versions`() {
        var pilot = Pilot()
        pilot.press("F4")
        pilot = opened(pilot)
        pilot.mouse(.scrollDown, on: "first version")
        guard let layer = pilot.state.layers.top as? VersionsLayer else {
            Issue.record("the versions are gone")
            return
        }
        #expect(layer.finder.selected > 0)
    }

    @Test func `a version is compared with the prompt as it is on the screen`() {
        var pilot = Pilot()
        pilot.type("Now: ")
        pilot = opened(pilot)
        pilot.press("Down Enter")
        #expect(pilot.sees("version 2 and now"))
        #expect(pilot.sees("Now: "))
        pilot.press("Esc Down Enter")
        #expect(pilot.sees("What is the mood of"))
        pilot.press("Esc Esc")
        #expect(!pilot.sees("versions of"))
    }

    @Test func `a version is compared with the one before`() {
        var pilot = opened()
        pilot.press("Down Tab")
        #expect(pilot.sees("version 1 and version 2"))
        pilot.press("Esc Down Tab")
        #expect(pilot.sees("first version"))
        #expect(pilot.footer.contains("This is the first version."))
    }

    @Test func `restoring keeps unsaved work as a draft first`() throws {
        var pilot = Pilot()
        pilot.type("x")
        let edited = pilot.state.promptForSaving
        pilot = opened(pilot)
        pilot.forget()
        pilot.press("End Down Down r")
        #expect(
            pilot.effects == [
                .files(.keepDraft(path: Self.path, edited)), .files(.setAside(1)),
                .files(.library(.restoreVersion(versions[0].version, of: Self.path))),
            ])
    }

    @Test func `a prompt without versions of its own says how it gets them`() {
        var pilot = Pilot(isShipped: true)
        pilot.press("Alt-e")
        #expect(pilot.effects.isEmpty)
        #expect(pilot.footer.contains("^S saves this one"))
        var other = Pilot()
        other.press("Alt-e")
        other.report(.files(.versionsListed([], of: Self.path, now: .reviews)))
        #expect(other.footer.contains("Each save makes one"))
    }

    @Test func `the library's list gives versions and tags of any prompt, and comes back afterwards`() {
        var pilot = Pilot()
        pilot.press("^O")
        pilot.report(.files(.libraryListed(SampleLibrary.entries)))
        let entry = SampleLibrary.entries[0]
        pilot.forget()
        pilot.press("Alt-e")
        #expect(pilot.effects == [.files(.listVersions(entry.path))])
        pilot.report(.files(.versionsListed(versions, of: entry.path, now: nil)))
        #expect(pilot.sees("first version"))
        pilot.press("Down Enter")
        #expect(pilot.footer.contains("can't be read"))
        pilot.press("Esc")
        #expect(pilot.sees("library"))
        pilot.press("Alt-t ^U")
        pilot.type("one, 둘 ,\n")
        #expect(pilot.effects.last == .files(.library(.setTags(entry.path, ["one", "둘"]))))
        #expect(pilot.sees("library"))
    }

    @Test func `tags of the open prompt are no unsaved work`() {
        var pilot = Pilot()
        pilot.report(.files(.tagged(path: Self.path, ["new"])))
        #expect(pilot.state.composer.prompt.tags == ["new"])
        #expect(!pilot.state.isUnsaved)
    }
}

@Suite struct ExportTests {
    @Test func `lanes are copied as Markdown and written to a file`() throws {
        var pilot = Pilot()
        pilot.press("F5")
        pilot.finish(["cool": "Negative", "warm": "Mixed"])
        pilot.press("Tab")
        pilot.forget()
        pilot.press("M")
        guard case .history(.export(let run, nil)) = try #require(pilot.effects.last) else {
            Issue.record("\(pilot.effects)")
            return
        }
        #expect(run.lanes.map(\.result.answer) == ["Negative", "Mixed"])
        pilot.press("Alt-w")
        #expect(pilot.sees("Write the comparison to"))
        #expect(pilot.sees("reviews.html"))
        pilot.press("^U")
        pilot.type("~/x.md\n")
        #expect(pilot.effects.last == .history(.export(run, path: "~/x.md")))
    }

    @Test func `without an output there is nothing to export`() {
        var pilot = Pilot()
        pilot.press("Alt-w")
        #expect(pilot.footer.contains("nothing to compare yet"))
    }
}
