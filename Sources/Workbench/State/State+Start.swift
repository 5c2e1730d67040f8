import Library
import Prompting
import Sampling
import Terminal
import TextLayout

extension State {
    /// A screen before anything was opened.
    ///
    /// - Parameters:
    ///   - size: The terminal's size.
    ///   - glyphs: What it can draw.
    ///   - prompt: What is shown first.
    ///   - path: The file that it is from, nil for none.
    ///   - isShipped: Whether that file comes with Lathe.
    ///   - showsWelcome: Whether three lines say what to press.
    ///   - reportsMouse: Whether the mouse is on, as it was remembered.
    ///   - model: What names a model beside lanes and prompts.
    ///   - theme: For which ground.
    ///   - secondsFromGMT: How far the user's clock is ahead of Greenwich's.
    ///   - userSettings: Settings that stand under the prompt's.
    public init(
        size: Size, glyphs: Glyphs = .unicode, prompt: Prompt, path: String? = nil, isShipped: Bool = false,
        showsWelcome: Bool = false, reportsMouse: Bool = false, model: ModelChoice = ModelChoice(),
        theme: ThemeChoice = .automatic, secondsFromGMT: Int = 0, userSettings: SettingsPatch = SettingsPatch()
    ) {
        screen = Screen(look: Look(size: size, glyphs: glyphs, secondsFromGMT: secondsFromGMT))
        screen.showsWelcome = showsWelcome
        screen.reportsMouse = reportsMouse
        screen.theme = theme
        session = Session(userSettings: userSettings)
        composer = Composer(glyphs: glyphs)
        board = Board(glyphs: glyphs)
        models = ModelShelf(choice: model)
        show(prompt, path: path, isShipped: isShipped)
        settle()
        // Nothing can run before there is a model; the first event lets these out.
        effects = effects.filter { if case .loadModel = $0 { true } else { false } }
    }
}
