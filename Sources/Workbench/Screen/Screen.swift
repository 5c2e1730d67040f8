import Terminal

/// The state of the screen besides the work itself: focus, last line, colours and mouse.
struct Screen: Sendable {
    /// The size, the glyphs and the clock for drawing.
    var look: Look
    var pane = Pane.prompt
    /// The pane of the left column that had the focus last: prompt or knobs.
    private(set) var lastLeftPane = Pane.prompt
    /// The sentence in the last line until the next key; nil if there is none.
    var notice: Notice?
    var clipboard = ""
    /// What the lines below the panes say; nil if there are none.
    var guide: Guide?
    var reportsMouse = false
    var theme = ThemeChoice.automatic
    /// The terminal's own ground, which `automatic` means.
    var ground = ThemeChoice.dark

    /// A sentence in the last line.
    struct Notice: Sendable, Hashable {
        var text: String
        var isError = false
    }

    init(look: Look) {
        self.look = look
    }

    /// The pane of the left column that is seen if there is room for only one.
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

    /// Goes on with the tutorial if an action is what its step asks for; the welcome goes with the first run or list.
    mutating func guide(past action: Action) {
        switch guide {
        case .welcome where [.run, .help, .library, .newPrompt].contains(action): guide = nil
        case .tutorial(let step) where step.isDone(by: action):
            guide = step.next.map { .tutorial($0) }
        default: break
        }
    }

    /// Ends the tutorial if its step asks for a saved prompt, and returns what is said then; else nil.
    mutating func guidePastSaving() -> String? {
        guard guide == .tutorial(.save) else { return nil }
        guide = nil
        return TutorialStep.end(in: look.glyphs == .unicode ? look.language : .english)
    }

    /// Begins the tutorial, or ends it.
    mutating func toggleTutorial() -> [Request] {
        if case .tutorial = guide {
            guide = nil
            return [.say("The tutorial has ended; Alt-q begins it again.")]
        }
        guide = .tutorial(.run)
        return look.size.rows < 18 ? [.say("The tutorial needs a terminal of 18 rows.")] : []
    }

    mutating func nextTheme() -> [Request] {
        // The first press changes what is seen, whatever the terminal says of its ground.
        theme = (theme == .automatic ? ground : theme) == .light ? .dark : .light
        return [
            .effect(.terminal(.useTheme(theme))),
            .say("Colours for a \(theme == .light ? "light" : "dark") background."),
        ]
    }

    mutating func settle() { if pane == .prompt || pane == .knobs { lastLeftPane = pane } }
}
