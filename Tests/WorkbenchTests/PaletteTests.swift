import Terminal
import Testing

@testable import Library
@testable import Workbench

@Suite struct PaletteTests {
    private func library() -> Pilot {
        var pilot = Pilot(columns: 80, rows: 24)
        pilot.report(.files(.libraryListed(SampleLibrary.entries)))
        pilot.forget()
        return pilot
    }

    @Test func `the palette does what is found`() {
        var pilot = Pilot()
        pilot.press("^P")
        pilot.type("NEW lane")
        pilot.press("Enter")
        #expect(pilot.laneNames == ["cool", "cool 2", "warm"])
    }

    @Test func `every action with a binding is in the palette`() {
        let found = PaletteLayer().found.compactMap { entry in
            if case .action(let binding, _) = entry { binding.action } else { nil }
        }
        #expect(found.count == Set(found).count)
        #expect(Set(found) == Set(Binding.all.map(\.action)))
    }

    @Test(arguments: [
        ("exit", Action.quit), ("theme", .nextTheme), ("gemma", .models), ("template", .library), ("diff", .versions),
    ])
    func `an action is found by the words that other programs have for it`(word: String, action: Action) {
        var layer = PaletteLayer()
        for character in word { _ = layer.finder.edit(.insert(String(character))) }
        let actions = layer.found.compactMap { entry in
            if case .action(let binding, _) = entry { binding.action } else { nil }
        }
        #expect(actions.contains(action))
    }

    @Test func `a knob is found by its name, and its value asked for`() {
        var pilot = Pilot()
        pilot.press("^P")
        pilot.type("temperature")
        pilot.press("Enter")
        pilot.type("0.5\n")
        #expect(pilot.state.board.lane.lane.modelParameters.temperature == 0.5)
    }

    @Test func `what a key does in a list is found, and leads to the list`() {
        var pilot = Pilot()
        pilot.press("^P")
        pilot.type("library: rename")
        pilot.press("Enter")
        #expect(pilot.effects.last == .files(.listLibrary))
        #expect(pilot.footer.contains("Alt-r: Library: Rename the prompt."))
    }

    @Test func `what a key does in a list within a list is found with the keys that lead there`() {
        var pilot = Pilot()
        pilot.press("^P")
        pilot.type("deleted: bring")
        #expect(pilot.sees("^O Alt-z Enter"))
        pilot.press("Enter")
        #expect(pilot.effects.last == .files(.listLibrary))
        #expect(pilot.footer.contains("Alt-z Enter: Deleted: Bring the prompt back to where it was."))
    }

    @Test func `what is done in the list of data is found, and leads to the list`() {
        var pilot = Pilot()
        pilot.press("^P")
        pilot.type("meet conditions")
        pilot.press("Enter")
        #expect(pilot.state.layers.top is DataLayer)
        #expect(pilot.footer.contains("Alt-w: Data: Take only rows that meet conditions."))
    }

    @Test func `what is done in a list is found by the words that other programs have for it`() {
        var layer = PaletteLayer()
        for character in "trash" { _ = layer.finder.edit(.insert(String(character))) }
        #expect(layer.found.contains { $0.title.hasPrefix("Deleted: ") })
    }

    @Test(arguments: [
        "votes:", "tree:", "likelihood:", "predictability:", "support:", "passages:", "judge:", "data:", "case:",
    ])
    func `what can be done in a view is found by the view's name`(name: String) {
        var layer = PaletteLayer()
        for character in name { _ = layer.finder.edit(.insert(String(character))) }
        let titles = layer.found.map { $0.title.lowercased() }
        #expect(!titles.isEmpty && titles.allSatisfy { $0.hasPrefix(name) })
    }

    @Test func `over a list it has that list's keys first, and does them to the row that the cursor is on`() {
        var pilot = library()
        pilot.press("Down ^P")
        let titles = PaletteLayer(over: LibraryLayer(entries: [])).found.map(\.title)
        #expect(
            titles.prefix(3) == [
                "Open the prompt, or go on with unsaved work", "Delete the prompt, or throw unsaved work away",
                "Bring back what was deleted here",
            ])
        #expect(titles.contains("Run all lanes"))
        pilot.type("make a copy")
        pilot.press("Enter")
        #expect(pilot.effects.last == .files(.library(.duplicate("prompts/번역 한영.prompt.yaml"))))
        #expect(pilot.state.layers.top is LibraryLayer)
    }

    @Test func `keys that do something else in the list don't stand beside actions`() throws {
        func names(_ layer: (any Layer)?) -> String? {
            PaletteLayer(over: layer).found.first { $0.title == "Run this lane alone" }?.names
        }
        #expect(names(nil) == "Alt-r" && names(LibraryLayer(entries: [])) == "")
    }

    @Test func `why a key of the list is off is told before and after it is chosen`() {
        var pilot = library()
        pilot.press("F10")
        pilot.type("bring back")
        #expect(pilot.sees("Nothing else was deleted here."))
        pilot.press("Enter")
        #expect(pilot.effects.isEmpty)
        #expect(pilot.state.layers.top is LibraryLayer)
        #expect(pilot.sees("Nothing else was deleted here."))
    }

    @Test func `an evaluation that has ended can't be stopped, and says so`() throws {
        var pilot = try Pilot.afterRun()
        try pilot.evaluate()
        pilot.press("^P")
        pilot.type("stop it")
        #expect(pilot.sees("The evaluation isn't running."))
        pilot.press("Esc s")
        #expect(pilot.footer.contains("The evaluation isn't running."))
        pilot.press("^P")
        pilot.type("run it again")
        #expect(!pilot.sees("The evaluation is running"))
    }

    @Test func `Esc leads back to the list, and an action leaves it`() {
        var pilot = library()
        pilot.type("reviews")
        pilot.press("^P Esc")
        #expect(pilot.state.layers.top is LibraryLayer && pilot.sees("> reviews"))
        pilot.press("^P")
        pilot.type("new lane")
        pilot.press("Enter")
        #expect(pilot.laneNames == ["cool", "cool 2", "warm"] && pilot.state.layers.isEmpty)
    }

    @Test func `each of the digits that do something else is listed by itself`() {
        let names = PaletteLayer(over: HistoryLayer()).found.filter { $0.title.hasPrefix("Rate") }.map(\.names)
        #expect(names == ["Alt-0", "Alt-1", "Alt-2", "Alt-3", "Alt-4", "Alt-5"])
    }

    @Test func `a question keeps its keys`() {
        var pilot = library()
        pilot.press("Alt-r ^P")
        #expect(pilot.state.layers.top is QuestionLayer)
    }

    @Test func `the first key of every row of a layer's table does what the row says`() {
        func check<L: Layer>(_ layer: L.Type) {
            for row in L.keys {
                for key in row.isOneByOne ? row.keys : Array(row.keys.prefix(1)) {
                    #expect(L.command(of: key) == row.command, "\(L.self): \(row.title)")
                }
            }
        }
        for layer in KeySection.layers { check(layer) }
    }
}
