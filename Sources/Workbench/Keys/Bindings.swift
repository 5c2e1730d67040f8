import Terminal

/// One or more keys, their action, and where they hold. The footer, the help, the palette and the reference are made of
/// these.
struct Binding: Sendable {
    /// Where a binding holds.
    enum Place: Sendable, Hashable {
        /// Everywhere, in text fields too.
        case everywhere
        /// Everywhere but in text fields.
        case outsideText
        /// In a pane, outside of its text fields.
        case pane(Pane)
        /// In a text field of the prompt.
        case text
    }

    var keys: [Key]
    var action: Action
    var place: Place
    /// A few words for the help and the palette.
    var title: String
    /// One word for the last line; nil if it isn't shown there.
    var hint: String?

    init(_ keys: [Key], _ action: Action, _ place: Place, _ title: String, hint: String? = nil) {
        self.keys = keys
        self.action = action
        self.place = place
        self.title = title
        self.hint = hint
    }

    /// The keys as the help writes them.
    var keyNames: String { keys.map(\.description).joined(separator: " ") }

    private static func f(_ number: Int) -> Key { Key(.function(number)) }
    private static func control(_ character: Character) -> Key { Key(character, .control) }
    private static func alt(_ character: Character) -> Key { Key(character, .alt) }

    /// All bindings, in the order of the help. The first whose place and key fit is taken.
    static let all: [Binding] =
        [
            Binding([f(5), control("r")], .run, .everywhere, "Run all lanes", hint: "run"),
            Binding([alt("r")], .runLane, .everywhere, "Run this lane alone"),
            Binding([Key(.escape)], .stop, .everywhere, "Stop generating; leave a token or a field", hint: "stop"),
            Binding([f(6), alt("v")], .toggleLive, .everywhere, "Live: run after every change, or only on F5"),
            Binding([f(2)], .nextTechnique, .everywhere, "Next technique for the prompt"),
            Binding([alt("t")], .chooseTechnique, .everywhere, "Choose the prompt's technique from a list"),
            Binding([f(3)], .nextLayout, .everywhere, "Layout: chat or completion"),
            Binding([alt("y")], .chooseLayout, .everywhere, "Choose the prompt's layout from a list"),
            Binding([Key(.tab)], .nextPane, .everywhere, "Next pane", hint: "pane"),
            Binding([Key(.tab, .shift)], .previousPane, .everywhere, "Previous pane"),
            Binding([control("s")], .save, .everywhere, "Save the prompt", hint: "save"),
            Binding([alt("s")], .saveAs, .everywhere, "Save the prompt under another name"),
            Binding([control("o")], .library, .everywhere, "Library: open a saved prompt", hint: "library"),
            Binding([alt("j")], .importFile, .everywhere, "Import another program's file as a new prompt"),
            Binding([alt("p")], .exportPrompt, .everywhere, "Export the prompt for another program"),
            Binding([alt("e")], .versions, .everywhere, "Earlier versions of the prompt: compare, restore"),
            Binding([alt("o")], .newPrompt, .everywhere, "New prompt", hint: "new"),
            Binding([alt("`"), alt("i")], .nextPrompt, .everywhere, "Go to the next of the open prompts"),
            Binding([alt("h")], .history, .everywhere, "History: all runs; search, open, compare, rate"),
            Binding([alt("g"), f(12)], .evaluation, .everywhere, "Evaluate the lanes on a data set; see the results"),
            Binding([alt("k")], .keptEvaluations, .everywhere, "Kept evaluations: search, open, compare, delete"),
            Binding(
                [alt("+"), f(11)], .makeCandidates, .everywhere,
                "Let a model make examples, cases, reasoning, phrasings"),
            Binding([alt("u")], .addTurns, .everywhere, "Add a question and its answer before the input"),
            Binding([alt("x")], .deleteTurn, .everywhere, "Delete the turn that the cursor is on"),
            Binding([alt(".")], .nextCase, .everywhere, "Put the next case of the data into the prompt"),
            Binding([alt(",")], .previousCase, .everywhere, "Put the case before into the prompt"),
            Binding([alt("l")], .models, .everywhere, "Models: load, switch, unload, measure, add, remove"),
            Binding(
                [alt("w")], .exportComparison, .everywhere, "Write all lanes to a file: .html .md .csv .json"),
            Binding([control("t"), f(8)], .showCompiled, .everywhere, "The exact text and tokens that are sent"),
            Binding([alt("z")], .showPredictability, .everywhere, "How predictable the field or the output is"),
            Binding([control("p"), f(10)], .palette, .everywhere, "Find any action by name", hint: "palette"),
            Binding([f(1), alt("?")], .help, .everywhere, "All keys", hint: "help"),
            Binding([Key("?")], .explain, .pane(.lanes), "What the lane shows, and what its figures mean"),
            Binding([Key("?")], .explain, .pane(.knobs), "What the knob is, and what it does now"),
            Binding([Key("?")], .explain, .pane(.chart), "What the chart shows"),
            Binding([Key("?")], .help, .outsideText, "All keys"),
            Binding([control("_")], .undo, .everywhere, "Undo"),
            Binding([alt("_")], .redo, .everywhere, "Redo"),
            Binding([control("e"), f(9)], .editOutside, .text, "Edit this field in $EDITOR", hint: "editor"),
            Binding([alt("q")], .toggleTutorial, .everywhere, "Tutorial: five steps; begin it, or end it"),
            Binding([f(4), alt("m")], .toggleMouse, .everywhere, "Mouse on or off (off: the terminal selects text)"),
            Binding([alt("c")], .nextTheme, .everywhere, "Colours for a dark or a light background"),
            Binding([control("z")], .suspend, .everywhere, "Suspend; `fg` comes back"),
            Binding([control("l")], .redraw, .everywhere, "Draw the screen again"),
            Binding([control("q")], .quit, .everywhere, "Quit; unsaved work is kept", hint: "quit"),
        ]
        + (1...8).flatMap { number in
            let digit = Character("\(number)")
            return [
                Binding([alt(digit)], .focusLane(number - 1), .everywhere, "Go to lane \(number)"),
                Binding([Key(digit)], .focusLane(number - 1), .pane(.lanes), "Go to lane \(number)"),
            ]
        }
        + [
            Binding([Key("n"), alt("n")], .newLane, .outsideText, "New lane: a copy of this one", hint: "new lane"),
            Binding([alt("n")], .newLane, .everywhere, "New lane: a copy of this one"),
            Binding([Key(.left)], .previousToken, .pane(.lanes), "The distribution of the token before", hint: "token"),
            Binding([Key(.right)], .nextToken, .pane(.lanes), "The token after"),
            Binding([Key("]")], .nextSample, .pane(.lanes), "The lane's next sample", hint: "sample"),
            Binding([Key("[")], .previousSample, .pane(.lanes), "The lane's sample before"),
            Binding([Key("b")], .showTree, .pane(.lanes), "The tree of the lane's beams, or of its samples"),
            Binding([Key("m")], .showSupport, .pane(.lanes), "How far other samples support each sentence"),
            Binding([Key("f")], .showPassages, .pane(.lanes), "The passages of its sources, and which it cites"),
            Binding(
                [Key("t"), Key("u")], .toggleThoughts, .pane(.lanes),
                "Unfold thoughts and calls of tools, or fold them"),
            Binding(
                [Key("/")], .findText, .pane(.lanes), "Find a text in all outputs; again, its next place"),
            Binding(
                [Key(.enter)], .fullScreen, .pane(.lanes), "The lane on the whole screen; unfolds thoughts first",
                hint: "full"),
            Binding([Key("y")], .copyOutput, .pane(.lanes), "Copy the output", hint: "copy"),
            Binding([Key("e")], .useOutput, .pane(.lanes), "Make the output an example, a case, or its right answer"),
            Binding([Key("+")], .rateUp, .pane(.lanes), "A better rating in the history: 4, then 5 stars"),
            Binding([Key("-")], .rateDown, .pane(.lanes), "A worse rating in the history: 2, then 1 star"),
            Binding(
                [Key("a")], .answerOutput, .pane(.lanes),
                "Answer the output: it becomes a turn", hint: "answer"),
            Binding([Key("o")], .viewImages, .pane(.lanes), "Open the lane's images in a viewer"),
            Binding([Key("K")], .askLikelihood, .pane(.lanes), "How likely the lane is to go on with a given text"),
            Binding([Key("v")], .vote, .pane(.lanes), "Vote blindly on the outputs of the last evaluation"),
            Binding([Key("j")], .judge, .pane(.lanes), "Let a model judge the outputs of the lanes as they are"),
            Binding([Key("A")], .attack, .pane(.lanes), "Attack the lanes: how often they are talked round"),
            Binding([Key("r")], .renameLane, .pane(.lanes), "Rename the lane"),
            Binding(
                [Key("p")], .pinLane, .pane(.lanes), "Pin the output above the next ones, or unpin it", hint: "pin"),
            Binding([Key("T")], .nextLaneTechnique, .pane(.lanes), "Next technique for this lane alone"),
            Binding([Key("F")], .nextLaneSources, .pane(.lanes), "How this lane alone finds passages of the sources"),
            Binding([Key("x"), Key(.delete)], .removeLane, .pane(.lanes), "Remove the lane", hint: "remove"),
            Binding([Key("<")], .moveLaneLeft, .pane(.lanes), "Move the lane to the left"),
            Binding([Key(">")], .moveLaneRight, .pane(.lanes), "Move the lane to the right"),
            Binding(
                [Key("=")], .showDifferences, .outsideText, "Mark words that differ from the next lane",
                hint: "differences"),
            Binding(
                [Key("d")], .showOnlyChanged, .pane(.lanes), "Only lanes whose output the last run changed, or all"),
            Binding(
                [Key("c"), f(7)], .showProbabilities, .outsideText, "Colour tokens by probability", hint: "colour"),
            Binding([Key("Y")], .copyCommand, .pane(.lanes), "Copy the lane as a `lathe run` command"),
            Binding([Key("M")], .copyComparison, .pane(.lanes), "Copy all lanes as Markdown"),
            Binding([Key(.up)], .scrollUp, .pane(.lanes), "Scroll up"),
            Binding([Key(.down)], .scrollDown, .pane(.lanes), "Scroll down"),
            Binding([Key(.pageUp)], .pageUp, .pane(.lanes), "Scroll up by a page"),
            Binding([Key(.pageDown)], .pageDown, .pane(.lanes), "Scroll down by a page"),
            Binding([Key(.home)], .scrollToStart, .pane(.lanes), "Scroll to the start"),
            Binding([Key(.end)], .scrollToEnd, .pane(.lanes), "Scroll to the end and follow it"),
            Binding([Key("s")], .newSeed, .outsideText, "Give this lane a new seed"),
            Binding([Key("S")], .sameSeed, .outsideText, "Give all lanes this lane's seed"),

            Binding([Key(.up)], .previousKnob, .pane(.knobs), "The knob above"),
            Binding([Key(.down)], .nextKnob, .pane(.knobs), "The knob below"),
            Binding([Key(.left)], .turnDown, .pane(.knobs), "Turn down", hint: "turn"),
            Binding([Key(.right)], .turnUp, .pane(.knobs), "Turn up"),
            Binding([Key(.left, .shift), Key(.pageDown)], .turnFarDown, .pane(.knobs), "Turn down by five"),
            Binding([Key(.right, .shift), Key(.pageUp)], .turnFarUp, .pane(.knobs), "Turn up by five"),
            Binding([Key(.enter)], .typeKnob, .pane(.knobs), "Type a value; digits do too", hint: "type"),
            Binding(
                [Key(.backspace), Key(.delete)], .resetKnob, .pane(.knobs), "Reset to the prompt's value", hint: "reset"
            ),

            Binding([Key(.up)], .previousCandidate, .pane(.chart), "The likelier candidate"),
            Binding([Key(.down)], .nextCandidate, .pane(.chart), "The less likely candidate"),
            Binding([Key(.left)], .previousToken, .pane(.chart), "The token before", hint: "token"),
            Binding([Key(.right)], .nextToken, .pane(.chart), "The token after"),
            Binding([Key(.enter)], .branch, .pane(.chart), "Branch a new lane off with this candidate", hint: "branch"),

            Binding([Key(.enter)], .openField, .pane(.prompt), "Open or close the example, or add one", hint: "open"),
            Binding(
                [Key("m")], .makeCandidates, .pane(.prompt), "Let a model make examples, cases, reasoning, phrasings"),
            Binding([Key(" ")], .toggleExample, .pane(.prompt), "Switch the example on or off", hint: "on/off"),
            Binding([Key("a")], .addExample, .pane(.prompt), "Add an example", hint: "add"),
            Binding(
                [Key(.delete), Key("x"), Key(.backspace)], .deleteExample, .pane(.prompt), "Delete the example",
                hint: "delete"),
            Binding(
                [Key("w")], .frameExamples, .pane(.prompt), "Put the text around the variable into the examples"
            ),
            Binding(
                [Key("e")], .editParts, .pane(.prompt), "Edit the form of answers, checks and test data"),
            Binding([Key(.up, .alt), Key("K")], .moveExampleUp, .pane(.prompt), "Move the example up"),
            Binding([Key(.down, .alt), Key("J")], .moveExampleDown, .pane(.prompt), "Move the example down"),
            Binding([Key(.up)], .previousField, .pane(.prompt), "The field above"),
            Binding([Key(.down)], .nextField, .pane(.prompt), "The field below"),
        ]
}

extension Binding {
    /// Returns whether it holds in a pane. While typing, letters are text.
    func holds(in pane: Pane, isTyping: Bool) -> Bool {
        switch place {
        case .everywhere: true
        case .outsideText: !isTyping
        case .text: isTyping
        case .pane(let own): own == pane && !isTyping
        }
    }

    /// Returns the binding of a key in a pane; nil if there is none.
    static func of(_ key: Key, in pane: Pane, isTyping: Bool) -> Binding? {
        all.first { $0.keys.contains(key) && $0.holds(in: pane, isTyping: isTyping) }
    }

    /// Returns the key for the last line; both keys if there is one for each direction.
    func hintName(_ look: Look) -> String {
        switch action {
        case .previousToken, .turnDown: look.sign("←/→", "Left/Right")
        case .nextSample: "[ ]"
        default: look.glyphs == .unicode ? keys[0].description : Self.ascii(keys[0])
        }
    }

    private static func ascii(_ key: Key) -> String {
        switch key.code {
        case .left: "Left"
        case .right: "Right"
        case .up: "Up"
        case .down: "Down"
        default: key.description
        }
    }
}
