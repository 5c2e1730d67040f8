import Foundation
import History
import Lanes
import Library
import Prompting
import Runtime
import Sampling

/// A history of 100,000 runs of four lanes each: opening, searching and paging it, and what recording adds to a run.
func historyOfManyRuns(count: Int = 100_000) async throws -> [Measurement] {
    let folder = NSTemporaryDirectory() + "/lathe-bench-history-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/history.sqlite"
    var runs = SyntheticRuns()
    let history = try History(path: path)
    var recording: [Double] = []
    for number in 0..<count {
        let run = runs.next()
        recording.append(try milliseconds { try history.record(run) })
        if number % 50 == 0 { try history.rate(Int64(number + 1), 1 + number / 50 % 5) }
        if number % 200 == 0 { try history.tag(Int64(number + 1), add: ["good"]) }
        if number % 20_000 == 0 { try history.tag(Int64(number + 1), add: ["rare"]) }
    }
    let on = "\(count) runs"
    var rows = [
        row("recording a run of four lanes", on, recording, limit: nil),
        Measurement(
            what: "size of the history", model: on, mustBe: "stated",
            value: "\(history.bytes >> 20) MB, \(history.bytes / count) bytes a run", isReached: true),
    ]
    history.close()

    rows.append(
        row(
            "open the history and show its first page", on,
            try (0..<40).map { _ in
                try milliseconds {
                    let opened = try History(path: path)
                    _ = try opened.page()
                    opened.close()
                }
            }))
    let opened = try History(path: path)
    func page(_ filter: HistoryFilter, _ position: HistoryPosition = .newest) throws -> Double {
        try milliseconds { _ = try opened.page(filter, from: position) }
    }
    let searches: [(String, [String])] = [
        ("a word", (0..<200).map { _ in runs.word() }),
        ("a Korean word of two syllables", (0..<200).map { _ in runs.koreanWord() }),
        ("a Korean syllable", (0..<100).map { _ in String(runs.koreanWord().prefix(1)) }),
        ("two words", (0..<200).map { _ in runs.word() + " " + runs.word() }),
        ("the beginning of a word", (0..<100).map { _ in String(runs.word().prefix(2)) + "*" }),
        ("one letter with a star", (0..<20).map { _ in String(runs.word().prefix(1)) + "*" }),
        ("a phrase", (0..<100).map { _ in "\"\(runs.word()) \(runs.word())\"" }),
        ("words that no run has", (0..<20).map { "absent\($0)" }),
    ]
    for (what, queries) in searches {
        rows.append(row("search for \(what)", on, try queries.map { try page(HistoryFilter(text: $0)) }))
    }
    rows.append(
        row(
            "next page, anywhere", on,
            try (0..<200).map { _ in try page(HistoryFilter(), .olderThan(.random(in: 1...Int64(count)))) }))
    rows.append(
        row(
            "next page of a search, anywhere", on,
            try (0..<200).map { _ in
                try page(HistoryFilter(text: runs.word()), .olderThan(.random(in: 1...Int64(count))))
            }))
    let filters: [(String, HistoryFilter)] = [
        ("technique", HistoryFilter(technique: .chainOfThought)),
        ("model that no run has", HistoryFilter(model: "absent")),
        ("rating", HistoryFilter(rating: 5...5)), ("tag", HistoryFilter(tags: ["good"])),
        ("rare tag", HistoryFilter(tags: ["rare"])),
        ("rare tag and rating that no run has both", HistoryFilter(tags: ["rare"], rating: 3...3)),
        ("word of all runs and rating", HistoryFilter(text: runs.commonest, rating: 5...5)),
    ]
    for (what, filter) in filters {
        rows.append(row("filter by \(what)", on, try (0..<40).map { _ in try page(filter) }))
    }
    // Nobody looks for it; it is the most that a filter can cost.
    let dearest = HistoryFilter(text: runs.commonest, model: "absent")
    rows.append(
        row(
            "filter by word of all runs and model that no run has", on, try (0..<40).map { _ in try page(dearest) },
            limit: nil))
    rows.append(try await recordingShare(opened, &runs))
    opened.close()
    return rows
}

/// What recording adds to a run of four lanes with 64 tokens each, in a history that is full already.
private func recordingShare(_ history: History, _ runs: inout SyntheticRuns) async throws -> Measurement {
    let engine = try await BenchModel.smolLM2.engine()
    defer { engine.shutDown() }
    let clock = ContinuousClock()
    var shares: [Double] = []
    for round in 0..<12 {
        let request = RunRequest(
            lanes: (0..<4).map { number in
                lane("\(number)", story + "\(round)", tokens: 64) { $0.seed = UInt64(number) }
            })
        let run = await clock.measure { _ = await engine.start(request).summary() }
        let record = runs.next()
        let added = try milliseconds { try history.record(record) }
        shares.append(added / (seconds(run) * 1000))
    }
    let share = percentile(shares, 0.95) * 100
    return Measurement(
        what: "recording, of the time of a run of four lanes with 64 tokens (95th percentile)", model: "SmolLM2",
        mustBe: "≤ 1 %", value: "\(text(share, 3)) %", isReached: share <= 1)
}

private func row(_ what: String, _ on: String, _ times: [Double], limit: Double? = 50) -> Measurement {
    let worst = percentile(times, 0.95)
    return Measurement(
        what: "\(what) (95th percentile; median)", model: on, mustBe: limit.map { "≤ \(Int($0)) ms" } ?? "stated",
        value: "\(text(worst)) ms; \(text(median(times))) ms", isReached: worst <= limit ?? .infinity)
}

private func percentile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
}

private func milliseconds<Value>(_ work: () throws -> Value) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    _ = try work()
    return start.duration(to: clock.now) / .milliseconds(1)
}

/// Runs whose words are as frequent as words are (Zipf's law), a quarter of the text Korean.
private struct SyntheticRuns {
    private var random = SplitMix(state: 1)
    private let words: [String]
    private let korean: [String]
    private var number = 0

    init() {
        var random = SplitMix(state: 2)
        let letters = Array("etaoinshrdlucmfwypvbgk")
        words = (0..<20_000).map { _ in
            String((0..<(2 + random.next() % 9)).map { _ in letters[Int(random.next() % 22)] })
        }
        korean = (0..<5000).map { _ in
            String(
                (0..<(2 + random.next() % 3)).compactMap { _ in
                    Unicode.Scalar(0xAC00 + UInt32(random.next() % 1200) * 9)
                }.map { Character($0) })
        }
    }

    /// The word that stands in all runs.
    var commonest: String { words[0] }

    mutating func word() -> String { words[zipf(words.count)] }

    mutating func koreanWord() -> String { String(korean[zipf(korean.count)].prefix(2)) }

    mutating func next() -> RunRecord {
        number += 1
        let techniques: [Technique] = [.zeroShot, .fewShot, .zeroShot, .zeroShotChainOfThought]
        // Some prompts, each run many times with other inputs.
        let kind = number % 40
        let technique = number % 1000 == 0 ? Technique.chainOfThought : techniques[number % 4]
        let prompt = "name: Prompt \(kind)\ninstruction: Do number \(kind) of the things.\ninput: \"{{text}}\"\n"
        let value = "\(commonest) " + sentence(30)
        let compiled = CompiledPrompt(
            technique: technique,
            body: .chat(
                messages: [Message(role: .system, content: "Do."), Message(role: .user, content: value)], opening: ""))
        let model = ModelRecord(
            name: number % 3 == 0 ? "gemma-3-270m" : "SmolLM2-135M", path: "/models/m.gguf", sha256: "ab",
            architecture: "llama", quantization: "Q4_1", contextLength: 2048, build: "llama.cpp")
        let lanes = (0..<4).map { index in
            var settings = Settings()
            settings.temperature = Double((number + index) % 15) / 10
            let text = sentence(50)
            var end = 0
            let tokens = text.split(separator: " ").map { word in
                end += word.utf8.count
                return DrawnToken(id: Int32(word.utf8.count * 1000), probability: 0.5, end: end)
            }
            let stage = StageResult(prompt: "<|user|>\(value)", text: text, finish: .end, tokens: tokens)
            return LaneRecord(
                LaneRequest(name: "\(index)", prompt: compiled, settings: settings), model: model,
                result: LaneResult(
                    name: "\(index)", samples: [SampleResult(stages: [stage], of: compiled)], answer: text))
        }
        return RunRecord(
            date: Date(timeIntervalSince1970: 1_700_000_000 + Double(number) * 60), seconds: 1, origin: .run,
            mode: "fast",
            prompt: PromptRecord(
                name: "Prompt \(kind)", file: "/prompts/\(kind).prompt.yaml", text: prompt, variables: ["text": value]),
            lanes: lanes,
            machine: MachineRecord(lathe: "0.1.0", processor: "cpu", threads: 2, padding: [1, 2, 4, 4, 5, 6, 7, 8]))
    }

    private mutating func sentence(_ count: Int) -> String {
        (0..<count).map { _ in random.next() % 4 == 0 ? korean[zipf(korean.count)] + "에서" : word() }.joined(
            separator: " ")
    }

    /// A rank, the first the likeliest: probability falls with one over the rank.
    private mutating func zipf(_ count: Int) -> Int {
        let uniform = Double(random.next() >> 11) / Double(1 << 53)
        return min(count - 1, Int(pow(Double(count), uniform)) - 1)
    }
}

private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
