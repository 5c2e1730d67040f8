import Testing

@testable import Evaluation

struct SharedPartsTests {
    @Test func `lines with which two texts begin and end alike are left out, and told`() {
        let (first, second) = ("a\nb\nc\nmine\nx\ny\nz", "a\nb\nc\nits\nown\nx\ny\nz")
        let shared = SharedParts(first, second)
        #expect(shared.leading == 3)
        #expect(shared.trailing == 3)
        #expect(
            shared.folded(first) == """
                [Both texts begin with the same 3 lines, which are left out.]
                mine
                [Both texts end with the same 3 lines, which are left out.]
                """)
        #expect(shared.folded(second).contains("its\nown"))
    }

    @Test func `a few lines in common stay`() {
        let shared = SharedParts("a\nb\nmine\nz", "a\nb\nits\nz")
        #expect(shared.folded("a\nb\nmine\nz") == "a\nb\nmine\nz")
    }

    @Test func `a text that continues the other is all that is left of it`() {
        let (first, second) = ("a\nb\nc", "a\nb\nc\nd")
        let shared = SharedParts(first, second)
        #expect(shared.folded(first).hasSuffix("[Nothing follows.]"))
        #expect(shared.folded(second).hasSuffix("\nd"))
    }

    @Test func `no line is left out twice`() {
        let shared = SharedParts("a\na\na\na", "a\na\na\na\na\na")
        #expect(shared.leading == 4)
        #expect(shared.trailing == 0)
    }

    @Test func `lines end in one character or in two`() {
        let (first, second) = ("a\r\nb\r\nc\r\nmine", "a\nb\nc\nits")
        let shared = SharedParts(first, second)
        #expect(shared.leading == 3)
        #expect(shared.folded(first).hasSuffix("\nmine"))
    }

    @Test func `letters that look the same and are spelled otherwise are no shared part`() {
        #expect(SharedParts("\u{E9}\nb\nc", "e\u{301}\nb\nc").leading == 0)
    }
}
