import Foundation
import Library

/// A folder of 500 prompts with twelve examples each: reading all of them for the library's list.
func libraryOfManyPrompts(count: Int = 500) throws -> [Measurement] {
    let folder = NSTemporaryDirectory() + "/lathe-bench-library-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text =
        "name: A prompt\ninstruction: Do it.\nexamples:\n"
        + (0..<12).map { "  - input: How much is \($0) and 1?\n    output: \"\($0 + 1)\"\n" }.joined()
        + "modelParameters: { temperature: 0 }\n"
    for number in 0..<count {
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/p\(number).prompt.yaml"))
    }
    let library = PromptLibrary(folders: [folder])
    let times = (0..<2 * Bench.rounds).map { _ in
        seconds(ContinuousClock().measure { _ = library.entries() }) * 1000
    }
    let middle = median(times)
    return [
        Measurement(
            what: "list a folder of prompts", model: "\(count) prompts", mustBe: "100 ms",
            value: "\(Int(middle.rounded())) ms",
            isReached: middle <= 100)
    ]
}
