import Testing

@testable import Retrieval

struct ReadingTests {
    @Test func `Markdown has a section for each heading, below those above it`() {
        let sections = MarkdownText.sections(
            of: """
                Before.

                # Refunds
                ## Deadlines
                You have 30 days.
                ```
                # no heading
                ```
                ## Costs
                None.
                # Returns
                By post.
                """)
        #expect(
            sections.map(\.headings) == [[], ["Refunds", "Deadlines"], ["Refunds", "Costs"], ["Returns"]])
        #expect(sections[1].text == "You have 30 days.\n```\n# no heading\n```")
        #expect(sections[1].lines.first == 5)
    }

    @Test func `an underlined heading is one, a line below a table or a rule isn't`() {
        let sections = MarkdownText.sections(of: "Title\n=====\nText.\n\n---\nMore.\n\n| a |\n|---|\n| 1 |")
        #expect(sections.map(\.headings) == [["Title"]])
        #expect(sections[0].text.contains("---\nMore."))
    }

    @Test func `HTML is read without tags, scripts and styles`() {
        let sections = HTMLText.sections(
            of: """
                <!doctype html><html><head><title>T</title><style>p { x: y }</style></head><body>
                <!-- no > text -->
                <h1>Fees &amp; <em>costs</em></h1>
                <p>It costs 5&nbsp;&euro;,
                <b>always</b>.</p><script>if (a < b) { x("<p>") }</script>
                <ul><li>one<li>two</ul>
                <pre>a
                  b</pre>
                </body></html>
                """)
        #expect(sections.map(\.headings) == [["Fees & costs"]])
        #expect(sections[0].text.contains("It costs 5 €, always."))
        #expect(sections[0].text.contains("- one\n- two"))
        #expect(sections[0].text.contains("a\n  b"))
        #expect(!sections[0].text.contains("<") && !sections[0].text.contains("x("))
    }

    @Test func `whatever stands in HTML, reading it ends`() {
        for text in [
            "<", "<p", "a < b", "&", "&#xD800;", "&#;", "<script>", "<!--", "<p a='", "</", "<h2>x", "<h9>y</h9>",
        ] {
            _ = HTMLText.sections(of: text)
        }
        #expect(HTMLText.sections(of: "1 < 2 && 3 > 2").map(\.text) == ["1 < 2 && 3 > 2"])
    }

    @Test func `each row of a table or of JSON Lines is a section`() throws {
        let csv = "question,answer\nHow long?,\"30 days,\nnot more\"\nWhere?,Here\n"
        let rows = try RowsText.sections(of: Array(csv.utf8), format: .csv(separator: nil))
        #expect(
            rows.map(\.text) == ["question: How long?\nanswer: 30 days,\nnot more", "question: Where?\nanswer: Here"])
        #expect(rows.map { $0.lines[0] } == [2, 4])
        let json = "{\"q\": \"a\", \"n\": 1, \"x\": null}\n{\"q\": \"b\"}\n"
        #expect(try RowsText.sections(of: Array(json.utf8), format: .json).map(\.text) == ["q: a\nn: 1", "q: b"])
    }

    @Test func `a page of a PDF is a section with its number`() {
        let sections = PDFText.sections(of: "one\ntwo\n\u{C}\u{C}three\n\u{C}")
        #expect(sections.map(\.text) == ["one\ntwo\n", "three\n"])
        #expect(sections.map { $0.lines[0] } == [1, 3])
    }
}
