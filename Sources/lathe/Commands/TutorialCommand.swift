import ArgumentParser
import Desks
import Foundation
import Workbench

/// Opens the workbench with the tutorial.
struct TutorialCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tutorial",
        abstract: "Opens the workbench with a tutorial of five steps.",
        discussion: """
            Each step says which key to press and what there is to see: run lanes, turn a knob, choose a technique, make a \
            lane, save. In the workbench Alt-q begins and ends it. It is in Korean if the locale is. Where the output is no \
            terminal, the steps are printed.

            EXAMPLES
              lathe tutorial
              LANG=ko_KR.UTF-8 lathe tutorial
              lathe tutorial | cat
            """)

    @OptionGroup(title: "Model and engine") var engine: EngineArguments
    @OptionGroup(title: "The history") var history: HistoryArguments

    func run() throws {
        guard isatty(STDOUT_FILENO) == 1 else {
            for step in TutorialStep.allCases {
                print("\(step.rawValue). \(step.lines(in: .current).joined(separator: "\n   "))")
            }
            return
        }
        try ScreenStart(engine: engine.setup, isHistoryOff: history.isOff).open(
            "first-steps", guide: .tutorial(.run))
    }
}
