import Foundation
import Lanes
import Runtime

/// From a key to the frame that shows what it typed, while four lanes stream.
func keysWhileStreaming(count: Int = 500) throws -> Measurement {
    let workplace = try Workplace(lanes: 4, tokens: 1500)
    let terminal = try workplace.openReady()
    defer { terminal.end() }
    func stream() throws {
        try terminal.write(Keys.run)
        try terminal.wait(for: "streaming lanes") { screen in
            endedLanes(screen) == 0 && (0..<screen.rows).contains { screen.line($0).matches(of: #/ tok /#).count == 4 }
        }
    }
    try stream()
    let times = try terminal.typeLetters(count: count) {
        if endedLanes(terminal.screen) > 0 { try stream() }
    }.milliseconds
    let sorted = times.sorted()
    let late = sorted[sorted.count * 99 / 100 - 1]
    return Measurement(
        what: "key to changed screen while four lanes stream, 99th percentile of \(count) keys", model: "SmolLM2",
        mustBe: "≤ 16 ms",
        value: "\(text(late, 1)) ms (median \(text(median(times), 1)), longest \(text(sorted[sorted.count - 1], 1)))",
        isReached: late <= 16)
}

/// Four lanes with the screen against `lathe run`, both with the model loaded and nothing kept from before; alternating, the
/// median of the ratios. What counts is the engine's own clock, as both keep it: from the start to the last lane's last token.
func streamingWithScreen(rounds: Int = 7) throws -> Measurement {
    let tokens = 300
    var ratios: [Double] = []
    var speeds: [Double] = []
    for _ in 0..<rounds {
        let workplace = try Workplace(lanes: 4, tokens: tokens)
        let without = try report(of: ["run", workplace.prompt, "--no-history", "--format", "json"], in: workplace)
            .seconds
        let terminal = try workplace.openReady()
        try terminal.write(Keys.run)
        // Looking at the screen takes time from the lanes too, so only when they should be at their ends.
        let start = ContinuousClock.now
        repeat {
            try terminal.sleep(for: .milliseconds(50))
        } while seconds(start.duration(to: .now)) < without || endedLanes(terminal.screen) < 4
        // The screen records what rests.
        try terminal.sleep(for: .seconds(2))
        let with = try report(of: ["history", "show", "last", "--format", "json"], in: workplace).seconds
        terminal.end()
        ratios.append(without / with)
        speeds.append(Double(4 * tokens) / with)
    }
    let ratio = median(ratios)
    return Measurement(
        what: "tokens a second of four lanes with the screen against `lathe run`", model: "SmolLM2", mustBe: "≥ 0.97",
        value:
            "\(text(ratio)) (\(text(ratios.min() ?? 0))…\(text(ratios.max() ?? 0)); \(text(median(speeds), 0)) t/s)",
        isReached: ratio >= 0.97)
}

/// What a run took, as it says itself.
private struct LaneTimes: Decodable {
    struct Lane: Decodable {
        var timings: Timings
    }
    var lanes: [Lane]

    var seconds: Double {
        lanes.map { $0.timings.firstTokenSeconds + $0.timings.decodeSeconds }.max() ?? .nan
    }
}

private func report(of arguments: [String], in workplace: Workplace) throws -> LaneTimes {
    let process = Process()
    process.executableURL = URL(filePath: Workplace.program)
    process.arguments = arguments
    process.environment = workplace.environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(LaneTimes.self, from: output)
}

/// What the terminal is sent from F5 to the last lane's end, for each token.
func bytesForToken() throws -> [Measurement] {
    try [1, 4].map { lanes in
        let tokens = 400
        let terminal = try Workplace(lanes: lanes, tokens: tokens).openReady()
        defer { terminal.end() }
        let before = terminal.received
        try terminal.write(Keys.run)
        try terminal.wait(for: "the lanes' end", within: .seconds(120)) { endedLanes($0) == lanes }
        let bytes = Double(terminal.received - before) / Double(lanes * tokens)
        return Measurement(
            what: "bytes sent for one more token, \(lanes == 1 ? "one lane" : "four lanes")", model: "SmolLM2",
            mustBe: "≤ 200", value: text(bytes, 0), isReached: bytes <= 200)
    }
}
