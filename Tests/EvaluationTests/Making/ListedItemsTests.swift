import Testing

@testable import Evaluation

@Suite struct ListedItemsTests {
    private func read(_ text: String, continued: Bool = false, areLines: Bool = true, isCut: Bool = false) -> [String] {
        ListedItems.read(text, continued: continued, areLines: areLines, isCut: isCut).items
    }

    @Test func `a list goes on behind the number that was given`() {
        #expect(
            read(" The soup was cold.\n10. I would come again.\n11. Too loud.", continued: true)
                == ["The soup was cold.", "I would come again.", "Too loud."])
    }

    @Test func `numbers are written in many ways`() {
        #expect(read("Sure! Here you are:\n\n1) one\n2) two") == ["one", "two"])
        #expect(read("**1.** one\n**2.** \"two\"") == ["one", "two"])
        #expect(read("1. **one**\n 2. “two”\n3: three") == ["one", "two", "three"])
        #expect(read("- one\n- two\n* three") == ["one", "two", "three"])
    }

    @Test func `a number within an item begins no item`() {
        #expect(
            read("1. A car drives\n3.5 kilometres.\n2. Another", areLines: false) == [
                "A car drives\n3.5 kilometres.", "Another",
            ])
        #expect(read("1. In 1999. A year") == ["In 1999. A year"])
    }

    @Test func `what is said after the list is no item`() {
        #expect(read("1. one\n2. two\n\nI hope that these help!") == ["one", "two"])
    }

    @Test func `the last item of a list that a limit ended is cut`() {
        let cut = ListedItems.read("one\n10. two\n11. thr", continued: true, areLines: true, isCut: true)
        #expect(cut.items == ["one", "two"] && cut.cut == "thr")
        // Nothing is cut where the model had gone on behind the last item.
        let whole = ListedItems.read("1. one\n2. two\n\nI hope", continued: false, areLines: true, isCut: true)
        #expect(whole.items == ["one", "two"] && whole.cut == nil)
    }

    @Test func `values of several variables are read as they were written`() throws {
        let values = ["review": "Too long.\nAnd loud.", "stars": "2"]
        let item = ListedItems.item(of: values, names: ["review", "stars"])
        #expect(ListedItems.values(in: item, of: ["review", "stars"]) == values)
        #expect(
            ListedItems.values(in: "**review:** Fine: really\n**stars:** 4", of: ["review", "stars"])?["stars"] == "4")
        #expect(ListedItems.values(in: "review: Fine", of: ["review", "stars"]) == nil)
        #expect(ListedItems.values(in: "Fine: really", of: ["review"]) == ["review": "Fine: really"])
    }
}
