import CLlama
import Foundation
import Lanes
import Runtime

/// What the figures are of: printed before them.
enum Machine {
    /// The processor, its cores, and what the kernels use of it.
    static var processor: String {
        let name = cpuinfo("model name") ?? sysctl("machdep.cpu.brand_string") ?? "unknown"
        let numbers = ["cpu family", "model", "stepping"].compactMap { key in cpuinfo(key).map { "\(key) \($0)" } }
        let cores = Processors.count
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
        let padded = padding.enumerated().filter { $0.offset + 1 != $0.element }.map {
            "\($0.offset + 1)→\($0.element)"
        }
        let basis =
            trials.isEmpty ? "not measured: something else computes" : trials.map { "\($0)" }.joined(separator: "; ")
        return "\(self), cut \(cutEvery == 1 ? "anywhere" : "every \(cutEvery) tokens"), padding "
            + "\(padded.isEmpty ? "none" : padded.joined(separator: " ")) (\(basis))"
    }
}
