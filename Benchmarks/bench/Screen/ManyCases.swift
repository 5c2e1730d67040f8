import Evaluation
import Foundation
import Prompting
import Terminal
import Workbench

/// The lanes of the evaluation.
private let laneNames = ["cot", "few-shot", "zero-shot", "zero-shot-cot"]

/// An evaluation of 10,000 cases in four lanes, as the screen gets it.
private func manyCases() throws -> EvaluationResults {
    let cases = (0..<10_000).map { number in
        Case(
            id: "\(number)",
            variables: [
                "question": "Case \(number): 열차가 \(number % 90 + 10) km를 달렸습니다. How far did the train go in all?"
            ],
            expected: ["\(number * 7)"])
    }
    let outputs = cases.indices.flatMap { number in
        laneNames.enumerated().map { lane, name in
            CaseOutput(
                id: "\(number)", lane: name,
                samples: [
                    .init(
                        text: String(repeating: "The train went on, and so we add what it went before. ", count: 6)
                            + "The answer is \(number * 7 + number % (lane + 2)).")
                ])
        }
    }
    let scorer = try Scorer(.number, answerSentence: "The answer is")
    let report = EvaluationReport(outputs, of: cases, lanes: laneNames, scorer: { _ in scorer }, seed: 1)
    return EvaluationResults(
        report: report, answer: "number", sentences: report.comparisons.map(\.sentence), replacesInput: false)
}

/// The workbench without a model, that evaluation open on the terminal that it is started on, until ^Q.
func showManyCases() throws {
    let results = try manyCases()
    var prompt = Prompt()
    prompt.input = "{{question}}"
    prompt.lanes = laneNames.map { Lane(name: $0) }
    try showScreen(prompt) { state in
        _ = update(&state, .terminal(.key(Key("g", .alt))))
        _ = update(
            &state, .reports([.evaluation(.dataListed([DataEntry(name: "many", path: "many.csv", origin: "made")]))]))
        _ = update(&state, .terminal(.key(Key(.enter))))
        _ = update(&state, .reports([.evaluation(.evaluation(number: 1, .ended(results, wasStopped: false)))]))
    }
}

/// The longest frame while the cases are scrolled through, filtered and read.
func casesOnScreen() throws -> Measurement {
    let workplace = try Workplace(lanes: 1, tokens: 1)
    let terminal = try PseudoTerminal(
        try runningProgram(), ["--many-cases"], environment: workplace.environment)
    defer { terminal.end() }
    try terminal.wait(for: "the cases") { screen in
        (0..<screen.rows).contains { screen.line($0).contains("10000 of 10000") }
    }
    try terminal.watch(for: .milliseconds(300))
    var times: [Double] = []
    let pages = Array(repeating: Keys.pageDown, count: 100) + [Keys.end] + Array(repeating: Keys.pageUp, count: 100)
    let lanes = [Keys.right, Keys.right, "h", Keys.pageDown, "h", Keys.pageDown, Keys.pageDown]
    let filters = ["1", "2", "2", "1", "d", "a"]
    let read = ["\r"] + Array(repeating: Keys.right, count: 50)
    for key in pages + [Keys.home] + lanes + filters + read {
        times.append(try frameTime(terminal, key) { try terminal.write(key) })
    }
    let longest = times.max() ?? .nan
    return Measurement(
        what: "10,000 cases of four lanes: longest frame of scrolling, filtering and reading", model: "-",
        mustBe: "≤ 50 ms", value: "\(text(longest, 1)) ms (median \(text(median(times), 1)))", isReached: longest <= 50)
}
