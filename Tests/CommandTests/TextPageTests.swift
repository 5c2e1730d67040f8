import Reports
import Testing

/// A text that is longer than the terminal.
struct TextPageTests {
    private let text = (1...45).map { "line \($0)" }

    @Test func `a text that fits is one page`() {
        let page = TextPage(text, from: 7, rows: 50)
        #expect(page.lines == text && page.top == 0 && !page.isPart)
    }

    @Test func `pages follow each other with a line in common, and end with the last line`() {
        var page = TextPage(text, from: 0, rows: 20)
        #expect(page.place == "lines 1 to 20 of 45" && page.isPart)
        page = TextPage(text, from: page.next, rows: 20)
        #expect(page.lines.first == "line 20" && page.place == "lines 20 to 39 of 45")
        page = TextPage(text, from: page.next, rows: 20)
        #expect(page.lines.first == "line 26" && page.lines.last == "line 45")
        #expect(TextPage(text, from: page.next, rows: 20) == page)
    }

    @Test func `going back ends at the first line`() {
        let page = TextPage(text, from: TextPage(text, from: 19, rows: 20).previous, rows: 20)
        #expect(page.top == 0)
        #expect(TextPage(text, from: page.previous, rows: 20) == page)
    }

    @Test func `a terminal without room shows one line at a time`() {
        let page = TextPage(text, from: 3, rows: -2)
        #expect(page.lines == ["line 4"] && page.next == 4 && page.previous == 2)
    }
}
