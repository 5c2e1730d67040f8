import Testing

@testable import Prompting

struct SentencesTests {
    private func sentences(_ text: String) -> [String] { Sentences.ranges(in: text[...]).map { String(text[$0]) } }

    @Test(arguments: [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        (
            "It costs 3.50 euros. Dr. Kim says so, e.g. today.",
            ["It costs 3.50 euros.", "Dr. Kim says so, e.g. today."]
        ),
        ("She said \"No.\" Then she left.", ["She said \"No.\"", "Then she left."]),
        ("환불은 2주 걸립니다. 수수료는 없습니다.", ["환불은 2주 걸립니다.", "수수료는 없습니다."]),
        ("今日は晴れ。明日は雨。", ["今日は晴れ。", "明日は雨。"]),
        ("A line\nbroken in two. Another.", ["A line\nbroken in two.", "Another."]),
        ("- one\n- two\n\nText", ["- one", "- two", "Text"]),
        ("1. First thing.\n2. Second thing.", ["1. First thing.", "2. Second thing."]),
        ("# Heading\nText.", ["# Heading", "Text."]), ("", []), (" \n ", []), ("...", ["..."]),
        ("Wait… what?", ["Wait…", "what?"]),
    ]) func `a text is cut where its sentences end`(text: String, expected: [String]) {
        #expect(sentences(text) == expected)
    }

    @Test(arguments: [
        ("It is 30 days.[1] It is free.[2, 3]", ["It is 30 days.[1]", "It is free.[2, 3]"]),
        ("It is 30 days. [1] It is free [2].", ["It is 30 days. [1]", "It is free [2]."]),
        ("Yes.[1][2]. No.", ["Yes.[1][2].", "No."]),
    ]) func `citations belong to the sentence before them`(text: String, expected: [String]) {
        #expect(sentences(text) == expected)
    }
}
