import Testing

@testable import Evaluation

@Suite struct CandidateFilterTests {
    private let english = InputFilters(
        own: ["The soup was cold and late.", "My children laughed all evening."], language: "", without: [])

    @Test func `each filter of self-instruct drops what it is for`() {
        for (input, filter) in [
            ("Write a poem", CandidateFilter.short), (String(repeating: "word ", count: 151), .long),
            ("Describe the picture in two sentences.", .things), ("Tell me where to go to on Sunday.", .things),
            ("Write a program that adds two numbers.", .program), ("- A list of three fruits", .punctuation),
            ("오늘 날씨가 어떤지 알려 주세요.", .script),
        ] {
            #expect(english.fault(in: input) == filter, "\(input)")
        }
        #expect(english.fault(in: "The profile of the company is mapped out.") == nil)
        #expect(english.fault(in: String(repeating: "word ", count: 150)) == nil)
    }

    @Test func `a filter that is switched off drops nothing`() {
        let filters = InputFilters(own: ["The soup was cold."], language: "", without: [.short, .things])
        #expect(filters.fault(in: "A picture") == nil)
        #expect(!filters.active.contains(.short))
    }

    @Test func `a filter that would drop the user's own inputs is off, and says how many`() {
        let filters = InputFilters(
            own: ["Take these words", "Ada Lovelace", "“Quoted” words stand here now"], language: "", without: [])
        #expect(filters.unfit == [.short: 2, .punctuation: 1])
        #expect(filters.fault(in: "Grace Hopper") == nil)
    }

    @Test func `a Korean prompt takes Korean inputs`() {
        let filters = InputFilters(own: ["오늘 서울의 날씨가 어떤지 알려 주세요."], language: "", without: [])
        #expect(filters.fault(in: "내일 부산의 날씨가 어떤지 알려 주세요.") == nil)
        #expect(filters.fault(in: "Tell me what the weather is like.") == .script)
        #expect(
            InputFilters(own: [], language: "질문에 답하세요.", without: []).fault(in: "What is the weather like?") == .script)
    }

    @Test func `an instance without an output, with a colon at its end or with its input as output falls`() {
        func fault(_ input: String, _ output: String, _ off: Set<CandidateFilter> = []) -> CandidateFilter? {
            Candidate.fault(input: input, output: output, without: off)
        }
        #expect(fault("a", " \n") == .empty)
        #expect(fault("a", "The list:") == .colon)
        #expect(fault("the same ", "the same") == .echo)
        #expect(fault("a", "b") == nil)
        #expect(fault("the same", "the same", [.echo]) == nil)
    }

    @Test func `six of the user's inputs and two of a model's are drawn`() {
        let all = (0..<20).map { MakingSeed(values: ["x": "\($0)"], isMade: $0 >= 10) }
        let drawn = SeedDraw.seeds(all, request: 3, seed: 1)
        #expect(drawn.count == 8 && drawn.count(where: \.isMade) == 2)
        #expect(drawn == SeedDraw.seeds(all, request: 3, seed: 1))
        #expect(drawn != SeedDraw.seeds(all, request: 4, seed: 1))
        #expect(SeedDraw.seeds(Array(all[..<3]), request: 0, seed: 1).count == 3)
        // One of the user's and nine of a model's: the others' places are filled.
        #expect(SeedDraw.seeds(Array(all[9...]), request: 0, seed: 1).count == 8)
    }

    @Test func `a tally counts what each filter dropped, and what a threshold leaves`() {
        let origin = Candidate.Origin(model: "m", method: "self-instruct", settings: "", seed: 1, request: 0)
        var all = (0..<20).map { Candidate(id: $0, kind: .cases, values: [:], input: "\($0)", origin: origin, run: "") }
        all[0].drop = Candidate.Drop(.short)
        all[1].drop = Candidate.Drop(.short)
        for index in 2..<20 { all[index].rating = 4.6 + Double(index % 3) / 10 }
        all[2].rating = 1
        let tally = CandidateTally(all)
        // A file that somebody has edited may hold any number.
        all[3].rating = 1e300
        all[4].rating = -1e300
        #expect(CandidateTally(all).histogram == [1, 1, 0, 0, 0, 16])
        #expect(tally.dropped == [.short: 2] && tally.kept == 18 && tally.made == 20)
        #expect(tally.histogram == [0, 1, 0, 0, 0, 17])
        #expect(tally.left(from: 4.5) == 17 && tally.left(from: 0) == 18)
    }

    @Test func `ratings that all lie together are called flat`() {
        let origin = Candidate.Origin(model: "m", method: "self-instruct", settings: "", seed: 1, request: 0)
        func tally(_ ratings: [Double]) -> CandidateTally {
            CandidateTally(
                ratings.map {
                    var one = Candidate(id: 1, kind: .cases, values: [:], input: "", origin: origin, run: "")
                    one.rating = $0
                    return one
                })
        }
        #expect(tally([4.7, 4.8] + Array(repeating: 4.75, count: 18)).isFlat)
        #expect(!tally((0..<20).map { Double($0) / 4 }).isFlat)
    }
}
