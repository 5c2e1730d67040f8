import Terminal
import Testing

@Suite struct TextEditorKeyTests {
    @Test(arguments: "hsopqrtngflez".map { $0 })
    func `control keys of the workbench are left to it`(letter: Character) {
        #expect(TextEditor.command(for: Key(letter, .control)) == nil)
    }

    @Test func `keys mean what other editors made them mean`() {
        func command(_ code: Key.Code, _ modifiers: Key.Modifiers = []) -> EditCommand? {
            TextEditor.command(for: Key(code, modifiers), clipboard: "clip")
        }
        #expect(command(.character("한")) == .insert("한"))
        #expect(command(.character("v"), .control) == .paste("clip"))
        #expect(command(.character("_"), .control) == .undo)
        #expect(command(.character("_"), .alt) == .redo)
        #expect(command(.left, [.shift, .control]) == .move(.wordLeft, selecting: true))
        #expect(command(.home, .control) == .move(.documentStart, selecting: false))
        #expect(command(.backspace, .alt) == .deleteWordBackward)
        #expect(command(.delete, .control) == .deleteWordForward)
        #expect(command(.up, .alt) == nil)
        #expect(command(.tab) == nil)
        #expect(command(.function(5)) == nil)
    }
}
