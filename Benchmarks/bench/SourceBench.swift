import Foundation
import Retrieval

/// A folder of 1,000 Markdown files of 10 KB: making its index, bringing it up to date after one file has changed, and finding
/// passages for 200 questions.
func sourcesOfManyFiles(count: Int = 1000) throws -> [Measurement] {
    let folder = NSTemporaryDirectory() + "/lathe-bench-sources-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let docs = folder + "/docs"
    try FileManager.default.createDirectory(atPath: docs, withIntermediateDirectories: true)
    var words = BenchWords()
    for number in 0..<count {
        try Data(words.file(bytes: 10_000).utf8).write(to: URL(filePath: "\(docs)/f\(number).md"))
    }
    func collection() throws -> SourceCollection { try SourceCollection([docs], in: folder + "/index") }
    let first = try seconds(ContinuousClock().measure { _ = try collection().update() })
    var again: [Double] = []
    for round in 0..<Bench.rounds {
        try Data(words.file(bytes: 10_000).utf8).write(to: URL(filePath: "\(docs)/f\(round).md"))
        again.append(try seconds(ContinuousClock().measure { _ = try collection().update() }))
    }
    let sources = try collection()
    var searches: [Double] = []
    for _ in 0..<200 {
        let question = (0..<8).map { _ in words.word() }.joined(separator: " ")
        searches.append(
            try seconds(ContinuousClock().measure { _ = try sources.search(question, count: 5) }) * 1000)
    }
    let slow = searches.sorted()[searches.count * 95 / 100]
    let files = "\(count) files of 10 KB"
    return [
        Measurement(
            what: "index a folder of sources", model: files, mustBe: "20 s", value: "\(text(first, 1)) s",
            isReached: first <= 20),
        Measurement(
            what: "bring its index up to date after a change of one", model: files, mustBe: "0.5 s",
            value: "\(text(median(again))) s", isReached: median(again) <= 0.5),
        Measurement(
            what: "find passages for eight words, 95th percentile", model: files, mustBe: "30 ms",
            value: "\(text(slow, 1)) ms", isReached: slow <= 30),
    ]
}

/// Words whose frequencies fall as those of a language do (Zipf), and texts of them.
private struct BenchWords {
    private var state: UInt64 = 20_261_202

    private mutating func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / Double(1 << 53)
    }

    mutating func word() -> String {
        // Of 50,000 words the nth comes as often as 1 / n.
        let number = Int(pow(50_000, next()))
        let letters = Array("etaoinshrdlucmfw")
        return String((0..<4).map { letters[(number >> ($0 * 4)) & 15] }) + (number % 7 == 0 ? "s" : "")
    }

    mutating func file(bytes: Int) -> String {
        var text = ""
        while text.utf8.count < bytes {
            if text.isEmpty || next() < 0.05 { text += "\n\n## \(word()) \(word())\n\n" }
            text += (0..<(6 + Int(next() * 14))).map { _ in word() }.joined(separator: " ") + ". "
        }
        return text
    }
}
