import Foundation
import GRDB
import Prompting
import Testing
import TextSearch

@testable import History
@testable import Library

struct SearchTests {
    private let kept: TemporaryHistory

    init() throws {
        kept = try TemporaryHistory()
    }

    private func record(_ texts: [String]) throws -> [Int64] {
        try texts.map { try kept.history.record(SampleRuns.saying($0)) }
    }

    @Test(arguments: [
        ("서울에서 만나요", "서울"), ("서울에서 만나요", "에서"), ("서울에서 만나요", "울에"), ("서울에서 만나요", "서울에서"),
        ("서울에서 만나요", "만나"), ("서울에서 만나요", "울"), ("서울에서 만나요", "요"), ("서울에서 만나요", "서울 만나요"),
        ("서울에서 만나요", "\"서울에서 만나\""), ("GPT는 좋다", "gpt"), ("GPT는 좋다", "는"), ("GPT는 좋다", "GPT는"),
        ("값이 3개입니다", "3개"), ("ㅋㅋㅋㅋ", "ㅋㅋ"), ("東京都に行く", "京都"), ("東京都に行く", "行"), ("カタカナの本", "タカ"),
        ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", "한글"), ("한글", "\u{1112}\u{1161}\u{11AB}"),
        ("The Lighthouse keeper", "lighthouse"), ("The Lighthouse keeper", "LIGHT*"), ("Caf\u{E9} noir", "cafe"),
        ("Cafe\u{301} noir", "Caf\u{E9}"), ("don't stop", "don't"), ("a-b_c", "a-b"), ("x = 42;", "42"),
        ("Straße und Ärger", "arger"), ("line one\nline two", "\"one line\""), ("привет мир", "МИР"),
        ("ＡＢＣ 회사", "abc"), ("the abc", "ＡＢＣ"), ("ｶﾞﾗｽの窓", "ガラス"), ("ガラスの窓", "ｶﾞﾗｽ"), ("ﬁne print", "fine"),
        ("①번 문항", "1번"), ("１２３원", "123원"), ("10㎏", "10kg"), ("㈜서울", "서울"), ("ㅋㅋㅜㅜ", "ㅋㅋ"), ("ㅋㅋㅜㅜ", "ㅜㅜ"),
        ("ㄱㅏ 나", "ㄱㅏ"), ("＂quoted＂ text", "＂quoted＂"),
    ])
    func `a text is found by a part of it`(text: String, query: String) throws {
        let ids = try record(["Something else altogether: 무엇인가 다른 것.", text])
        #expect(try kept.found(query) == [ids[1]])
    }

    @Test(arguments: [
        ("서울에서", "서에"), ("서울에서", "서울서"), ("서울 에서", "울에"), ("서울에서", "부산"), ("lighthouse", "light"),
        ("lighthouse", "house*"), ("one two", "\"two one\""), ("one two", "one three"), ("東京", "京東"), ("GPT 는", "PT"),
        ("ㄱㅏ", "가"), ("ＡＢＣ", "bc"),
    ])
    func `what isn't in a text doesn't find it`(text: String, query: String) throws {
        _ = try record([text])
        #expect(try kept.found(query).isEmpty)
    }

    @Test func `a run is found by a turn of its conversation`() throws {
        let id = try kept.history.record(SampleRuns.run("turns:\n  - user: 수도는?\n  - assistant: Paris\ninput: Who?"))
        _ = try record(["Something else"])
        #expect(try kept.found("Paris") == [id])
        #expect(try kept.found("수도") == [id])
    }

    @Test func `Hangul is found wherever it stands, as a search through the texts finds it`() throws {
        var random = SystemRandomNumberGenerator()
        let syllables = Array("가나다라")
        let texts = (0..<200).map { _ in
            String(
                (0..<Int.random(in: 1...12, using: &random)).map { _ in
                    Int.random(in: 0..<6, using: &random) == 0 ? " " : syllables.randomElement(using: &random) ?? "가"
                })
        }
        let ids = try record(texts)
        for _ in 0..<200 {
            let query = String(
                (0..<Int.random(in: 1...4, using: &random)).map { _ in syllables.randomElement(using: &random) ?? "가" })
            let expected = zip(ids, texts).filter { $1.contains(query) }.map(\.0).reversed()
            let found = try kept.history.page(HistoryFilter(text: query), limit: 1000).entries.map(\.id)
            #expect(found == Array(expected), "\(query)")
        }
    }

    @Test(arguments: [
        "AND", "OR NOT", "NEAR(a b)", "prompt: fox", "{prompt output}: fox", "a + b", "^fox", "fox \"", "\"fox",
        "fox**",
        "'; DROP TABLE runs; --", "\u{0}fox", "(fox", "fox)", "a\"b", "*fox", "fox \"\"", "😀 fox",
    ])
    func `no query is taken for an expression`(query: String) throws {
        _ = try record(["nothing of it"])
        #expect(try kept.found(query).isEmpty)
        #expect(try kept.history.count() == 1)
    }

    @Test(arguments: ["->", "\"\"", "*", "😀", "…", "\u{301}", "＊"])
    func `a query without a word is an error that says so`(query: String) throws {
        #expect(throws: HistoryError.nothingToSearch(query)) { try kept.found(query) }
    }

    @Test func `spaces alone ask for everything`() throws {
        let ids = try record(["a", "b"])
        #expect(try kept.found(" \n ") == ids.reversed())
    }

    @Test func `prompts are searched in all that a person wrote, and not in their keys`() throws {
        let text = """
            name: Weather
            description: Tells tomorrow's sky.
            tags: [meteorology]
            instruction: Forecast.
            examples: [{ input: clouds, reasoning: because, output: rain }]
            input: "{{city}}"
            variables: { city: Busan, unit: celsius }
            modelParameters: { temperature: 0.2 }
            """
        let id = try kept.history.record(
            SampleRuns.run(text, name: "weather-file") { $0.prompt.variables = ["city": "서울특별시"] })
        for word in [
            "Weather", "tomorrow", "meteorology", "forecast", "clouds", "because", "rain", "celsius", "특별", "file",
        ] {
            #expect(try kept.found(word) == [id], "\(word)")
        }
        for word in ["instruction", "modelParameters", "Busan"] { #expect(try kept.found(word).isEmpty, "\(word)") }
        #expect(try kept.history.page().entries.first?.input == "서울특별시")
    }

    @Test func `a note is found while it is there`() throws {
        let ids = try record(["one", "two"])
        try kept.history.note(ids[0], "Worth 다시 reading")
        #expect(try kept.found("reading") == [ids[0]])
        #expect(try kept.found("다시") == [ids[0]])
        try kept.history.note(ids[0], "")
        #expect(try kept.found("reading").isEmpty)
        #expect(try kept.found("one") == [ids[0]])
    }

    @Test func `words may stand in prompt, output and note together`() throws {
        let id = try kept.history.record(SampleRuns.run("input: alpha", lanes: [SampleRuns.lane(says: "beta")]))
        try kept.history.note(id, "gamma")
        #expect(try kept.found("gamma beta alpha") == [id])
    }

    @Test func `a match shows where the word stands`() throws {
        let long =
            String(repeating: "word ", count: 40) + "the Lighthouse\n  keeper " + String(repeating: "more ", count: 40)
        _ = try record([long])
        let match = try #require(try kept.history.page(HistoryFilter(text: "lighthouse")).entries.first?.match)
        #expect(match.place == "output")
        #expect(match.text.contains("the Lighthouse keeper more"))
        #expect(match.text.hasPrefix("…") && match.text.hasSuffix("…"))
        #expect(match.text.count < 140)
    }

    @Test func `a match in Hangul is cut between characters`() throws {
        _ = try record([String(repeating: "가나다 ", count: 60) + "서울 " + String(repeating: "라마바 ", count: 60)])
        let match = try #require(try kept.history.page(HistoryFilter(text: "서울")).entries.first?.match)
        #expect(match.text.contains("다 서울 라마바"))
        #expect(!match.text.contains("\u{FFFD}"))
    }

    @Test(arguments: [
        ("회사 이름은 ＡＢＣ", "abc"), ("plain abc", "ＡＢＣ"), ("Ärger und Cafe\u{301}", "CAFÉ"),
        ("음식 \u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF} 이름", "한글"), ("Ärger überall", "UBERALL"),
        ("ｶﾞﾗｽの窓", "ガラス"), ("привет МИР", "мир"),
    ])
    func `a match shows the text as it is, whatever form the word has in it`(text: String, word: String) {
        let before = String(repeating: "가 나 ", count: 30)
        let found = Snippets.around(word, in: before + text) ?? "nothing"
        #expect(found.hasPrefix("…") && found.hasSuffix(text), "\(found)")
        #expect(Snippets.around(word, in: before) == nil)
    }

    @Test func `letters are indexed in the form that Unicode has for all their widths and shapes`() {
        var generator = SystemRandomNumberGenerator()
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x24F, 0x300...0x45F, 0x1100...0x11FF, 0x2000...0x2044, 0x2160...0x2188, 0x3000...0x3130,
            0x3200...0x33FF, 0x4E00...0x4EFF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAD9, 0xFF01...0xFF9F,
        ]
        for _ in 0..<3000 {
            let kinds = (0..<3).compactMap { _ in ranges.randomElement(using: &generator) }
            let scalars = (0..<6).compactMap { _ in
                kinds.randomElement(using: &generator).flatMap {
                    Unicode.Scalar(UInt32.random(in: $0, using: &generator))
                }
            }
            var text = ""
            text.unicodeScalars.append(contentsOf: scalars)
            let form = text.precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
            #expect(Array(SearchText.folded(text).unicodeScalars) == Array(form.unicodeScalars), "\(scalars)")
        }
    }

    @Test func `a history from before widths were folded finds them once it was opened`() throws {
        let texts = ["ＡＢＣ 회사", "abc", "서울에서", "x ＡＢＣ"]
        let ids = try record(texts)
        try kept.history.note(ids[2], "note ＡＢＣ")
        try kept.history.write { db in
            // As version 1 had it.
            try db.execute(sql: "DROP TABLE runWords")
            try HistorySchema.makeIndex(db)
            for id in ids {
                let words = try HistoryIndex(db).texts(of: id).map(SearchText.indexedWithWidths)
                try db.execute(
                    sql: "INSERT INTO runWords(rowid, prompt, output, note) VALUES (?, ?, ?, ?)",
                    arguments: [id] + StatementArguments(words))
            }
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '2'; PRAGMA user_version = 1")
        }
        kept.history.close()
        let history = try History(path: kept.path)
        #expect(try history.page(HistoryFilter(text: "abc")).entries.map(\.id) == ids.reversed())
        #expect(try history.page(HistoryFilter(text: "서울")).entries.map(\.id) == [ids[2]])
        #expect(try history.page(HistoryFilter(text: "회사")).entries.map(\.id) == [ids[0]])
        try history.note(ids[2], "")
        #expect(try history.page(HistoryFilter(text: "abc")).entries.map(\.id) == [ids[3], ids[1], ids[0]])
        try history.write { db in try db.execute(sql: "INSERT INTO runWords(runWords) VALUES ('integrity-check')") }
    }

    @Test func `the index is the same after runs were removed and after it was made again`() throws {
        let ids = try record((0..<30).map { "fox number \($0) 여우" })
        try kept.history.delete(Array(ids[10..<20]))
        try kept.history.prune(PruneRule())
        let expected = Array((ids[..<10] + ids[20...]).reversed())
        #expect(try kept.found("fox") == expected)
        #expect(try kept.found("여우") == expected)
        try kept.history.write { db in try HistoryIndex(db).rebuild() }
        #expect(try kept.found("fox") == expected)
        try kept.history.write { db in try db.execute(sql: "INSERT INTO runWords(runWords) VALUES ('integrity-check')")
        }
    }
}
