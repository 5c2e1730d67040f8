import Foundation
import Library
import Prompting

/// The measurements of the screen, by name; `bench screen` makes all of them. Each has a pseudo-terminal of 160 x 48.
let screenMeasurements: [(name: String, measure: @Sendable () async throws -> [Measurement])] = [
    ("keys", { [try keysWhileStreaming()] }),
    ("idle", { [try keysIdle()] }),
    ("streaming", { [try streamingWithScreen()] }),
    ("start", { [try startToScreen()] }),
    ("bytes", { try bytesForToken() }),
    ("paste", { try pasting() }),
    ("scroll", { try longLane() }),
    ("cases", { [try casesOnScreen()] }),
]

/// From the start of the program to its first whole frame, its files in the page cache.
func startToScreen(count: Int = 10) throws -> Measurement {
    let workplace = try Workplace(lanes: 4, tokens: 64)
    var times: [Double] = []
    // The first start only fills the cache.
    for index in 0...count {
        let terminal = try workplace.open()
        let time = terminal.started.duration(to: try terminal.wait(for: "the first screen", until: isDrawn))
        if index > 0 { times.append(seconds(time) * 1000) }
        terminal.end()
    }
    return Measurement(
        what: "start to first drawn screen, longest of \(count)", model: "SmolLM2", mustBe: "≤ 100 ms",
        value: "\(text(times.max() ?? .nan, 0)) ms (median \(text(median(times), 0)))",
        isReached: times.max() ?? .infinity <= 100)
}

/// 1 MB into the input: how long until its end is seen, until the next key is, and what of it is in the saved file.
func pasting() throws -> [Measurement] {
    let workplace = try Workplace(lanes: 1, tokens: 8)
    let before = try PromptFile(contentsOf: workplace.prompt).prompt.input
    let terminal = try workplace.openReady()
    defer { terminal.end() }
    let pasted = pastedText(bytes: 1_000_000)
    let mark = "The end of the paste."
    // Terminals send CR for the ends of lines.
    let sent = "\u{1B}[200~" + (pasted + mark).replacing("\n", with: "\r") + "\u{1B}[201~"
    let time = try terminal.time("the pasted text", { try terminal.write(sent) }) { screen in
        (0..<screen.rows).contains { screen.line($0).contains(mark) }
    }
    let typed = try terminal.typeLetters(count: 50)
    try terminal.write(Keys.save)
    try terminal.wait(for: "the saved file") { $0.line($0.rows - 1).contains("Saved") }
    let saved = try PromptFile(contentsOf: workplace.prompt).prompt.input
    let expected = before + pasted + mark + typed.text
    let isWhole = saved.utf8.elementsEqual(expected.utf8)
    let longest = typed.milliseconds.max() ?? .nan
    return [
        Measurement(
            what: "1 MB pasted into the input: bytes that differ in the saved file", model: "-", mustBe: "0",
            value: isWhole ? "0" : "\(saved.utf8.count) of \(expected.utf8.count) are there, or others",
            isReached: isWhole),
        Measurement(
            what: "1 MB pasted: until its end is seen; longest of the 50 next keys", model: "-",
            mustBe: "usable at once", value: "\(text(time * 1000, 0)) ms; \(text(longest, 1)) ms",
            isReached: time <= 1 && longest <= 50),
    ]
}

/// Lines of English, Korean and pictures, some of them long, without a space at their ends.
private func pastedText(bytes: Int) -> String {
    let lines = [
        "The plot dragged, and I nearly fell asleep: twice, in fact, before the interval.",
        "배우들의 연기는 좋았지만 이야기가 길고 지루해서 잠들 뻔했다는 리뷰예요.",
        "Colours 🎨, a family 👨‍👩‍👧‍👦, a flag 🇰🇷, accents: naïve café, e\u{301}; \\ and \"quotes\" and # and %.",
        String(repeating: "a long line without an end, ", count: 40) + "or nearly",
        "",
    ]
    var text = ""
    var index = 0
    while text.utf8.count < bytes {
        text += "\(index) \(lines[index % lines.count])\n"
        index += 1
    }
    return text
}

func keysIdle() throws -> Measurement {
    let terminal = try Workplace(lanes: 4, tokens: 1500).openReady()
    defer { terminal.end() }
    let times = try terminal.typeLetters(count: 200).milliseconds.sorted()
    return Measurement(
        what: "idle", model: "-", mustBe: "-", value: "\(text(times[198],1)) median \(text(times[100],1))",
        isReached: true)
}
