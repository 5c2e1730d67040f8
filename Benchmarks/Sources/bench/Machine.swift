import CLlama
import Foundation
import Runtime

/// What the figures are of: printed before them.
enum Machine {
    /// The processor, its cores, and what the kernels use of it.
    static var processor: String {
        let name = cpuinfo("model name") ?? sysctl("machdep.cpu.brand_string") ?? "unknown"
        let numbers = ["cpu family", "model", "stepping"].compactMap { key in cpuinfo(key).map { "\(key) \($0)" } }
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let amx = (cpuinfo("flags") ?? "").contains("amx_int8") ? ", with AMX" : ""
        let detail = numbers.isEmpty ? "" : " (\(numbers.joined(separator: ", ")))"
        return "\(name)\(detail), \(cores) cores\(amx)"
    }

    /// What built the llama.cpp that is linked, and what it had to do without.
    static var compiler: String {
        guard let text = try? String(contentsOfFile: ".runtime/share/built", encoding: .utf8) else {
            return "unknown, because an installed llama.cpp is used"
        }
        return text.split(separator: "\n").joined(separator: "; ").replacing("compiler: ", with: "")
    }

    private static func cpuinfo(_ key: String) -> String? {
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2, parts[0] == key { return parts[1] }
        }
        return nil
    }

    private static func sysctl(_ name: String) -> String? {
        let output = (try? Command("/usr/bin/env", ["sysctl", "-n", name]).output()) ?? ""
        return output.isEmpty ? nil : output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension EngineChoices {
    /// What was chosen and what it rests on, in one line.
    var line: String {
        let ways = trials.map { trial in
            let prompt = trial.prompt.sorted { $0.key < $1.key }.map { "\(text($0.value, 0)) in \($0.key)s" }
            return "\(Self.name(trial.flashAttention, trial.wideMemory, trial.threads)): prompt "
                + "\(prompt.joined(separator: ", ")), behind \(trial.depth) tokens one lane \(text(trial.oneLane, 0)), "
                + "four \(text(trial.fourLanes, 0))"
        }
        let padded = padding.enumerated().filter { $0.offset + 1 != $0.element }.map {
            "\($0.offset + 1)→\($0.element)"
        }
        return Self.name(flashAttention, wideMemory, threads) + ", prompts in \(promptRows)s, beside lanes in "
            + "\(promptRowsBesideLanes)s, cut \(isCutFree ? "anywhere" : "at fixed places"), "
            + "padding \(padded.isEmpty ? "none" : padded.joined(separator: " ")) "
            + "(tokens a second: \(ways.isEmpty ? "not measured" : ways.joined(separator: "; ")))"
    }

    private static func name(_ flash: Bool, _ wide: Bool, _ threads: Int) -> String {
        "\(flash ? "flash" : "plain") attention, memory F\(wide ? 32 : 16), \(threads) threads"
    }
}
