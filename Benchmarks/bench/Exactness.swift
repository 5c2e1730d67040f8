import CLlama
import CRequantize
import Evaluation
import Foundation
import Lanes
import Library
import Prompting
import Runtime

/// How far the probabilities of the next token are from 32-bit arithmetic on the same weights, over 50 prompts: the engine's, as
/// it chooses to compute, and those of llama.cpp's defaults (flash attention, 16-bit memory, batches of 512).
func exactness(_ model: BenchModel) async throws -> Measurement {
    let engine = try await model.engine()
    var rows: [(history: [Int32], logits: [Float])] = []
    for prompt in try exactnessPrompts(hasChatTemplate: engine.hasChatTemplate) {
        let first = try await engine.next(prompt)
        let whole =
            first.row.isComplete ? first : try await engine.next(after: first.history, isWhole: true)
        var logits = [Float](repeating: -.infinity, count: whole.row.vocabularySize)
        for candidate in whole.row.candidates { logits[Int(candidate.id)] = candidate.logit }
        rows.append((first.history, logits))
    }
    engine.shutDown()
    let histories = rows.map(\.history)
    let usual = try nextLogits(of: try model.path, after: histories, flashAttention: true, wideMemory: false)
    let scratch = try Scratch()
    let wide = scratch.file("wide.gguf")
    guard crequantize_wide(try model.path, wide, Int32(Processors.count)) else {
        throw Command.Failure(description: "the weights of \(model.rawValue) can't be written as 32-bit numbers")
    }
    let exact = try nextLogits(of: wide, after: histories, flashAttention: false, wideMemory: true)
    let ours = zip(exact, rows).map { divergence($0, from: $1.logits, over: $1.logits) }
    let theirs = zip(exact, zip(usual, rows)).map { divergence($0, from: $1.0, over: $1.1.logits) }
    let (mean, limit) = (average(ours), average(theirs))
    return Measurement(
        what: "mean KL of the next token from 32-bit arithmetic on the same weights, \(rows.count) prompts",
        model: model.rawValue, mustBe: "≤ llama.cpp's defaults",
        value: "\(scientific(mean)) against \(scientific(limit))", isReached: mean <= limit)
}

/// 10 long prompts with worked examples and 40 short ones, of the shipped prompts and data sets.
private func exactnessPrompts(hasChatTemplate: Bool) throws -> [CompiledPrompt] {
    try [("arithmetic", "arithmetic.jsonl", 10), ("topic", "headlines.csv", 20), ("sentiment", "reviews.csv", 20)]
        .flatMap { name, file, count in
            let prompt = try PromptFile(contentsOf: "Prompts/\(name).prompt.yaml").prompt
            let data = try DataSet(
                text: try String(contentsOfFile: "Prompts/data/\(file)", encoding: .utf8), for: prompt)
            return try data.cases.prefix(count).map { one in
                try prompt.compile(hasChatTemplate: hasChatTemplate, variables: one.variables)
            }
        }
}

/// The logits behind each history, from an empty memory.
private func nextLogits(
    of path: String, after histories: [[Int32]], flashAttention: Bool, wideMemory: Bool
) throws -> [[Float]] {
    cllama_start(-1)
    guard let model = cllama_model_load(path, false, 0, nil, nil) else {
        throw EngineError.loadFailed(path: path, reason: "it can't be loaded for comparison")
    }
    defer { cllama_model_free(model) }
    let threads = Int32(Processors.count)
    let options = cllama_context_options(
        cells: 2048, sequences: 1, rows: 512, threads: threads, states: Int32(CLLAMA_STATES_NONE),
        flash_attention: flashAttention, wide_memory: wideMemory)
    guard let context = cllama_context_new(model, options) else {
        throw EngineError.loadFailed(path: path, reason: "there is no memory to compare with it")
    }
    defer { cllama_context_free(context) }
    let vocabulary = Int(cllama_model_describe(model).vocabulary)
    return try histories.map { history in
        cllama_memory_clear(context)
        var count = 0
        for first in stride(from: 0, to: history.count, by: 512) {
            let rows = (first..<min(history.count, first + 512)).map { position in
                cllama_row(
                    token: history[position], position: Int32(position), sequence: 0,
                    wants_logits: position == history.count - 1)
            }
            count = rows.count
            guard cllama_decode(context, rows, rows.count) == CLLAMA_OK else {
                throw EngineError.decodeFailed(reason: "for comparison")
            }
        }
        guard let logits = cllama_raw_logits(context, Int32(count - 1)) else {
            throw EngineError.decodeFailed(reason: "for comparison")
        }
        return Array(UnsafeBufferPointer(start: logits, count: vocabulary))
    }
}

/// Kullback-Leibler divergence of softmax(q) from softmax(p) in nats, over the tokens that `mask` has a finite logit for.
private func divergence(_ p: [Float], from q: [Float], over mask: [Float]) -> Double {
    func logSum(_ logits: [Float]) -> Double {
        let most = Double(zip(logits, mask).reduce(-Float.infinity) { $1.1.isFinite ? max($0, $1.0) : $0 })
        return most + log(zip(logits, mask).reduce(0.0) { $1.1.isFinite ? $0 + exp(Double($1.0) - most) : $0 })
    }
    let (first, second) = (logSum(p), logSum(q))
    var sum = 0.0
    for index in p.indices where mask[index].isFinite {
        let mine = Double(p[index]) - first
        sum += exp(mine) * (mine - (Double(q[index]) - second))
    }
    return max(0, sum)
}

private func average(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }

private func scientific(_ value: Double) -> String { String(format: "%.2e", value) }
