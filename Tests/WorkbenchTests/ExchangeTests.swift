import Prompting
import Sampling
import Testing

@testable import Workbench

/// Files of other programs on the screen.
@Suite struct ExchangeTests {
    private static let formats = [
        ExchangeFormat(
            name: "promptfoo", title: "promptfoo", files: "promptfooconfig.yaml", fileName: "promptfooconfig.yaml",
            isPreset: false),
        ExchangeFormat(name: "prompty", title: "Prompty", files: ".prompty", fileName: ".prompty", isPreset: false),
        ExchangeFormat(
            name: "lm-studio", title: "LM Studio", files: ".preset.json", fileName: ".preset.json", isPreset: true),
    ]

    private func imported(_ names: [String], losses: [String] = []) -> ImportedFile {
        ImportedFile(
            path: "/home/ada/bundle.yaml",
            prompts: names.map { name in
                var prompt = Prompt()
                (prompt.name, prompt.instruction, prompt.input) = (name, "Do \(name).", "x")
                return prompt
            }, losses: losses)
    }

    private func orders(_ pilot: Pilot) -> [ExportOrder] {
        pilot.effects.compactMap { if case .files(.exportPrompt(_, let order)) = $0 { order } else { nil } }
    }

    /// The list of formats to export to.
    private func listed() throws -> Pilot {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-p")
        #expect(pilot.effects.contains(.files(.listFormats)))
        pilot.report(.files(.formatsListed(Self.formats, for: .export)))
        return pilot
    }

    @Test func `a prompt is written in a format of the list, at a path that Tab completes`() throws {
        var pilot = try listed()
        #expect(pilot.sees("Prompty") && pilot.sees("LM Studio") && pilot.sees("settings of lane"))
        pilot.press("Down Enter")
        #expect(pilot.sees(".prompty") && pilot.footer.contains("complete the path"))
        pilot.press("^A ^K")
        pilot.type("/tmp/out.prompty")
        pilot.press("Enter")
        #expect(orders(pilot) == [ExportOrder(format: "prompty", path: "/tmp/out.prompty")])
        pilot.report(.files(.exported(path: "/tmp/out.prompty", losses: [])))
        #expect(pilot.sees("Wrote /tmp/out.prompty."))
    }

    @Test func `a preset has the focused lane's settings`() throws {
        var pilot = try listed()
        pilot.type("studio")
        pilot.press("Enter Enter")
        let order = try #require(orders(pilot).first)
        #expect(order.format == "lm-studio" && order.lane == pilot.state.board.lane.lane.name)
        #expect(order.path.hasSuffix(".preset.json"))
    }

    @Test func `what a written file lacks is shown`() throws {
        var pilot = try listed()
        pilot.report(.files(.exported(path: "/tmp/out.prompty", losses: ["Lane `warm` is left out."])))
        #expect(pilot.sees("what out.prompty doesn't say") && pilot.sees("Lane `warm` is left out."))
    }

    @Test func `an imported file opens as a new prompt, and the one before stays`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-j")
        #expect(pilot.footer.contains("complete the path"))
        pilot.type("~/bundle.yaml")
        pilot.press("Enter")
        #expect(pilot.effects.contains(.files(.importFile(path: "~/bundle.yaml", format: nil))))
        pilot.report(.files(.imported(imported(["greeting"], losses: ["line 3: `x` is left out."]))))
        #expect(pilot.effects.contains(.files(.startImported(0))))
        #expect(pilot.state.composer.prompt.instruction == "Do greeting." && pilot.state.session.path == nil)
        #expect(pilot.sees("line 3: `x` is left out."))
        pilot.press("Esc Alt-`")
        #expect(pilot.state.session.path == "prompts/reviews.prompt.yaml")
    }

    @Test func `an imported prompt is unsaved work`() throws {
        var pilot = try Pilot.afterRun()
        pilot.report(.files(.imported(imported(["greeting"]))))
        #expect(pilot.sees("bundle.yaml is open as a new prompt. ^S saves it."))
        #expect(
            pilot.effects.contains {
                if case .files(.keepDraft(path: nil, let prompt)) = $0 { prompt.name == "greeting" } else { false }
            })
    }

    @Test func `of several prompts in a file one is chosen`() throws {
        var pilot = try Pilot.afterRun()
        pilot.report(.files(.imported(imported(["greeting", "parting"]))))
        #expect(pilot.sees("bundle.yaml has 2 prompts; open"))
        pilot.press("Down Enter")
        #expect(pilot.effects.contains(.files(.startImported(1))))
        #expect(pilot.state.composer.prompt.name == "parting")
    }

    @Test func `the format of a file that doesn't say it is asked for`() throws {
        var pilot = try Pilot.afterRun()
        pilot.report(.files(.formatsListed(Self.formats, for: .reading(path: "~/settings.json"))))
        #expect(pilot.sees("settings.json doesn't say what it is"))
        pilot.press("Down*2 Enter")
        #expect(pilot.effects.contains(.files(.importFile(path: "~/settings.json", format: "lm-studio"))))
    }
}
