import Evaluation
import Foundation
import Lanes
import Operations
import Sampling
import Testing
import TextLayout

@testable import Reports

@Suite(.serialized) struct DetectTests {
    private func text(_ tokens: [(String, Int)]) -> TextPredictability {
        TextPredictability(
            beginning: "So ",
            tokens: tokens.map { text, rank in
                TextPredictability.Token(
                    text: text, likeliest: "the",
                    figures: TokenPredictability(
                        likelihood: TokenLikelihood(token: 1, logProbability: -1, rank: rank, likeliest: 2), entropy: 1,
                        expected: TokenExpectation(mean: -1, variance: 1)))
            }, following: TokenExpectation(mean: -1, variance: 1))
    }

    @Test func `signs stand below the tokens that were hard to expect`() {
        let ranked = RankedText(text([("one", 1), (" two", 50), (" three", 500), ("\nfour", 5000)]))
        #expect(
            ranked.lines(width: 40, glyphs: .unicode, isColored: false) == [
                "So one two three", "      ----++++++", "four", "####",
            ])
    }

    @Test func `a character that tokens share has the highest of their ranks, over its whole width`() {
        let ranked = RankedText(text([("", 2000), ("안", 3), ("녕", 20)]))
        #expect(ranked.lines(width: 40, glyphs: .unicode, isColored: false) == ["So 안녕", "   ##--"])
    }

    @Test func `a line that is wrapped has its signs below it`() {
        let ranked = RankedText(text([("one", 1), (" two", 50), (" three", 1), (" four", 500)]))
        #expect(
            ranked.lines(width: 10, glyphs: .unicode, isColored: false) == [
                "So one two", "      ----", "three four", "     +++++",
            ])
    }

    @Test func `colours are added where they are wanted, and text can't give orders to the terminal`() {
        let ranked = RankedText(text([("a\u{1B}[2J", 1), ("b", 5000)]))
        let colored = ranked.lines(width: 40, glyphs: .unicode, isColored: true)
        #expect(colored[0] == "So \u{1B}[32ma␛[2J\u{1B}[0m\u{1B}[35mb\u{1B}[0m")
        #expect(!ranked.lines(width: 40, glyphs: .unicode, isColored: false).joined().contains("\u{1B}"))
    }

    @Test func `without texts of known origin there are figures and no verdict`() throws {
        let result = try Program.run([
            "detect", "The capital of France is Paris, and the capital of Korea is Zanzibar.", "--tokens",
        ])
        #expect(result.code == 0)
        #expect(result.output.contains("Fast-DetectGPT") && result.output.contains("rank 1 to 10"))
        #expect(result.output.contains("not who wrote it") && !result.output.contains("threshold"))
        #expect(result.output.contains("The text is short") && result.output.contains("likeliest there"))
        #expect(result.errors.contains("--human and --machine") && !result.output.contains("\u{1B}"))
    }

    @Test func `with texts of known origin a text stands among them, with the rates of errors`() throws {
        let folder = try TemporaryFolder()
        let human = try folder.file(
            "human.txt",
            (0..<12).map { "Bricks number \($0), quoth Mabel, smell of wet thunder, plum jam and unpaid zebra rent.\n" }
                .joined())
        let machine = try folder.file(
            "machine.jsonl",
            (0..<12).map { "{\"text\": \"The number \($0) is an even number, and the next number is \($0 + 1).\"}\n" }
                .joined())
        let result = try Program.run([
            "detect", "The number 20 is an even number, and the next number is 21.", "--human", human, "--machine",
            machine, "--reference", "SmolLM2-135M-Instruct.Q4_1", "--format", "json",
        ])
        #expect(result.code == 0, "\(result.errors)")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let calibrations = try #require(report["calibrations"] as? [[String: Any]])
        #expect(calibrations.map { $0["figure"] as? String } == ["surprisal", "log-rank", "fast-detect", "binoculars"])
        #expect(report["decisive"] as? String == "binoculars")
        #expect(calibrations[0]["auc"] as? Double == 1 && calibrations[0]["exceeds"] as? Bool == true)
        #expect(calibrations[0]["aboveHuman"] as? Int == 12)
        let sentences = try #require(report["sentences"] as? [String])
        #expect(sentences.contains { $0.contains("12 human texts are too few") })
        #expect(sentences.contains { $0.hasPrefix("The text is short") })
    }

    @Test(arguments: [Glyphs.unicode, .ascii])
    func `human and machine texts are shown as distributions, with the threshold and the text below`(glyphs: Glyphs)
        throws
    {
        let found = try #require(
            PredictabilityCalibration(.fastDetect, human: [0, 0, 0.5, 1], machine: [8, 9.9, 10, 10]))
        let lines = DistributionChart(calibration: found, value: 8.5).lines(width: 30, glyphs: glyphs)
        let bars = glyphs == .unicode ? ["█▃", "▃█"] : ["@-", "-@"]
        #expect(lines.first == "How often texts have which Fast-DetectGPT")
        #expect(
            Array(lines.dropFirst()) == [
                "human     \(bars[0])          4", "machine           \(bars[1])  4", "          0.000 10.000",
                "threshold  |", "the text          ^",
            ])
    }

    @Test func `a file of a folder that isn't UTF-8 is left out and told, and the others are read`() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("a.txt", "The first text.")
        let other = folder.path("b.txt")
        try Data([0x63, 0x61, 0x66, 0xE9]).write(to: URL(filePath: other))
        let collection = try TextCollection(at: folder.path(""))
        #expect(collection.texts == ["The first text."])
        #expect(collection.notices.count == 1)
        #expect(collection.notices.first?.sentence.contains("b.txt is left out") == true)
        try FileManager.default.removeItem(atPath: folder.path("a.txt"))
        #expect(throws: InputFile.Problem.self) { try TextCollection(at: folder.path("")) }
    }

    @Test func `a figure that takes human texts for a machine's is told to do so`() {
        func texts(_ probability: Double) -> [KnownTexts.Member] {
            (0..<12).map { _ in
                KnownTexts.Member(
                    "One and two.",
                    TextPredictability(
                        tokens: [
                            TextPredictability.Token(
                                text: "One", likeliest: "the",
                                figures: TokenPredictability(
                                    likelihood: TokenLikelihood(
                                        token: 1, logProbability: log(probability), rank: 1, likeliest: 1), entropy: 1,
                                    expected: TokenExpectation(mean: -1, variance: 1)))
                        ], following: nil))
            }
        }
        func sentences(human: Double, machine: Double) -> [String] {
            let known = KnownTexts(human: texts(human), machine: texts(machine))
            return PredictabilityReport(model: "m", reference: nil, text: nil, known: known).sentences
        }
        #expect(sentences(human: 0.9, machine: 0.1).contains { $0.hasSuffix("lies below 0.5.") })
        #expect(sentences(human: 0.5, machine: 0.5).contains { $0.hasSuffix("holds 0.5.") })
        #expect(!sentences(human: 0.1, machine: 0.9).contains { $0.contains("AUC") })
    }

    @Test func `how well the figures work is told without a text`() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path("human"), withIntermediateDirectories: true)
        for number in 0..<3 {
            _ = try folder.file("human/\(number).txt", "Plum jam number \(number)\nand the thunder of unpaid zebras.")
        }
        let machine = try folder.file("machine.txt", "One is one.\n\nTwo is two.\nThree is three.\n")
        let result = try Program.run(["detect", "--human", folder.path("human"), "--machine", machine])
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.contains("0 of 3") && result.output.contains("AUC"))
        #expect(!result.output.contains("rank 1 to 10"))
    }

    @Test func `a model that gives no probabilities is refused, and the option told that names another one`() throws {
        let encoder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "RuntimeTests/Reference/tiny-bert.gguf").path
        for option in ["--model", "--reference"] {
            let result = try Program.run(["detect", "One and two.", option, encoder])
            #expect(result.code == 1 && result.output.isEmpty && result.errors.contains("--model"), "\(result.errors)")
            #expect(!result.errors.contains("--perplexity-model"), "\(result.errors)")
        }
    }

    @Test(arguments: [
        (["detect"], 64, "Give a text"), (["detect", "x y", "--human", "a"], 64, "both --human and --machine"),
        (["detect", "missing.txt"], 1, "There is no file missing.txt"), (["detect", "-"], 1, "The text is empty"),
        (["detect", "a b", "--human", "/dev/null", "--machine", "/dev/null"], 1, "/dev/null has no texts"),
        (["detect", "a b", "--reference", "gemma-3-270m-q4_k_m"], 1, "doesn't share"),
    ])
    func `a mistake is answered with what to do`(arguments: [String], code: Int32, says: String) throws {
        let result = try Program.run(arguments)
        #expect(result.code == code)
        #expect(result.errors.contains(says), "\(result.errors)")
        #expect(result.output.isEmpty)
    }
}
