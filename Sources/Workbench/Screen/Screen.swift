import Terminal

/// What is seen beside the work itself: the focus, the last line, colours and the mouse.
struct Screen: Sendable {
    /// What everything is drawn for.
    var look: Look
    var pane = Pane.prompt
    /// Prompt or knobs, whichever had the focus last.
    private(set) var lastLeftPane = Pane.prompt
    /// A sentence in the last line until the next key.
    var notice: Notice?
    var clipboard = ""
    var showsWelcome = false
    var reportsMouse = false
    var theme = ThemeChoice.automatic
    /// The terminal's own ground: what `automatic` comes to.
    var ground = ThemeChoice.dark

    /// A sentence for the last line.
    struct Notice: Sendable, Hashable {
        var text: String
        var isError = false
    }

    init(look: Look) {
        self.look = look
    }

    /// Which of the two panes of the left column is seen where they take turns.
    var leftPane: Pane { pane == .knobs || (pane != .prompt && lastLeftPane == .knobs) ? .knobs : .prompt }

    mutating func movePane(by step: Int) {
        let panes = Pane.allCases
        let index = panes.firstIndex(of: pane) ?? 0
        pane = panes[(index + step + panes.count) % panes.count]
    }

    mutating func toggleMouse() -> [Request] {
        reportsMouse.toggle()
        return [
            .effect(.terminal(.remember(reportsMouse: reportsMouse))),
            .say(
                reportsMouse
                    ? "The mouse clicks, drags and scrolls here." : "The mouse selects text, as the terminal does."),
        ]
    }

    mutating func nextTheme() -> [Request] {
        // What is seen changes with the first press, whatever the terminal says of its ground.
        theme = (theme == .automatic ? ground : theme) == .light ? .dark : .light
        return [
            .effect(.terminal(.useTheme(theme))), .say("Colours for a \(theme == .light ? "light" : "dark") ground."),
        ]
    }

    mutating func settle() { if pane == .prompt || pane == .knobs { lastLeftPane = pane } }
}
