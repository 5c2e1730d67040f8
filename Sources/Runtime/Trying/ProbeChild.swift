import CLlama
import Foundation
import Models

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The child's side of ``Probe``: loads a model and decodes a little, within limits.
package enum ProbeChild {
    /// Prints one line of JSON. Returns the exit code: 0 if the model works, else 1. It calls llama.cpp, which may end
    /// the process; call it only in a process that was started for it.
    package static func run(path: String) -> Int32 {
        endWithParent()
        setLimits(path: path)
        watchMemory(path: path)
        let verdict = report(of: path)
        report(verdict)
        return verdict.error == nil ? 0 : 1
    }

    /// Ends this process with its parent. If standard input is a pipe, the parent holds its other end, and the system
    /// closes that with the parent.
    private static func endWithParent() {
        var status = stat()
        guard fstat(0, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return }
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while read(0, &byte, 1) != 0 {}
            _exit(1)
        }
    }

    private static func setLimits(path: String) {
        let size = FileIdentity(path: path)?.size ?? 0
        // No core dump, and processor time for two threads over the parent's time limit.
        limit(Resource.core, 0)
        limit(Resource.processor, 20 * max(1, size / 500_000_000))
    }

    /// Ends the process if it has over 768 MB of its own, besides what may be the weights in another order.
    ///
    /// RLIMIT_AS doesn't work: llama.cpp checks each tensor in a thread of its own, and the stacks of hundreds of
    /// threads take gigabytes of addresses, though hardly any memory. Filling 768 MB takes far longer than the time
    /// between two looks.
    private static func watchMemory(path: String) {
        #if os(Linux)
            let most = (768 << 20) + (FileIdentity(path: path)?.size ?? 0)
            Thread.detachNewThread {
                while true {
                    if ownMemory() > most {
                        report(ProbeReport(error: "it takes more than 768 MB of memory besides its weights"))
                        _exit(1)
                    }
                    usleep(20_000)
                }
            }
        #endif
    }

    /// Resident memory that isn't part of a file, in bytes; 0 if the system doesn't say.
    private static func ownMemory() -> UInt64 {
        guard let data = FileManager.default.contents(atPath: "/proc/self/statm") else { return 0 }
        let pages = String(decoding: data, as: UTF8.self).split(separator: " ").map { UInt64($0) ?? 0 }
        guard pages.count > 2, pages[1] > pages[2] else { return 0 }
        return (pages[1] - pages[2]) * UInt64(getpagesize())
    }

    private static func report(_ report: ProbeReport) {
        let line = (try? JSONEncoder().encode(report)) ?? Data("{}".utf8)
        FileHandle.standardOutput.write(line + Data("\n".utf8))
    }

    private static func report(of path: String) -> ProbeReport {
        cllama_start(2)
        guard let model = cllama_model_load(path, true, 0, nil, nil) else {
            return ProbeReport(error: "llama.cpp can't load it")
        }
        defer { cllama_model_free(model) }
        let info = cllama_model_describe(model)
        guard info.vocabulary > 1 else { return ProbeReport(error: "it has no vocabulary") }
        guard info.is_generator || info.embeds else { return ProbeReport(error: "it doesn't generate text") }
        let threads = Int32(min(2, Processors.count))
        let options = cllama_context_options(
            cells: 64, sequences: 1, rows: 32, threads: threads,
            states: info.is_generator ? Int32(CLLAMA_STATES_NONE) : Int32(CLLAMA_STATES_ROWS), flash_attention: false,
            wide_memory: false)
        guard let context = cllama_context_new(model, options) else {
            return ProbeReport(error: llamaError("llama.cpp can't make a context"))
        }
        defer { cllama_context_free(context) }
        guard info.is_generator, cllama_context_has_memory(context) else {
            return ProbeReport(error: failure(ofEncoder: context, info), isEncoder: true)
        }
        return ProbeReport(error: failure(ofGenerator: context, info))
    }

    /// Returns what is wrong, in a sentence; nil if all went well.
    private static func failure(ofGenerator context: OpaquePointer, _ info: cllama_model_info) -> String? {
        let first = info.bos >= 0 && info.bos < info.vocabulary ? info.bos : 0
        if let failure = decode([first, 1], at: 0, context, info) { return failure }
        // A recurrent memory can't be cut back.
        if info.is_recurrent { return nil }
        guard cllama_memory_remove(context, 0, 1, -1) else { return "its memory can't be rolled back" }
        return decode([0], at: 1, context, info)
    }

    /// Returns what is wrong with a model that only embeds, in a sentence; nil if all went well.
    private static func failure(ofEncoder context: OpaquePointer, _ info: cllama_model_info) -> String? {
        let rows = (0..<2).map { index in
            cllama_row(token: Int32(index), position: Int32(index), sequence: 0, wants_logits: true)
        }
        guard cllama_decode(context, rows, rows.count) == Int32(CLLAMA_OK) else {
            return llamaError("llama.cpp can't evaluate it")
        }
        // A model that was taken for a generator has no states here; it is enough that it was evaluated.
        guard !info.is_generator else { return nil }
        guard let state = cllama_state(context, 1) else { return "it gives no hidden states" }
        let isSound = UnsafeBufferPointer(start: state, count: Int(info.state)).allSatisfy(\.isFinite)
        return isSound ? nil : "its weights give hidden states that are not numbers"
    }

    private static func decode(
        _ tokens: [Int32], at position: Int32, _ context: OpaquePointer, _ info: cllama_model_info
    ) -> String? {
        let rows = tokens.enumerated().map { index, token in
            cllama_row(
                token: token, position: position + Int32(index), sequence: 0, wants_logits: index == tokens.count - 1)
        }
        guard cllama_decode(context, rows, rows.count) == Int32(CLLAMA_OK) else {
            return llamaError("llama.cpp can't evaluate it")
        }
        guard let logits = cllama_logits(context, Int32(rows.count - 1)) else { return "it gives no logits" }
        let row = UnsafeBufferPointer(start: logits, count: Int(info.vocabulary))
        // Some logits may be -infinity by the model's own design.
        guard row.contains(where: \.isFinite), !row.contains(where: \.isNaN), !row.contains(.infinity) else {
            return "its weights give logits that are not numbers"
        }
        return nil
    }

    private static func llamaError(_ what: String) -> String {
        var buffer = [CChar](repeating: 0, count: 1024)
        cllama_last_error(&buffer, buffer.count)
        let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.isEmpty ? what : "\(what) (\(text.trimmingCharacters(in: .whitespacesAndNewlines)))"
    }

    #if canImport(Glibc)
        private typealias Kind = __rlimit_resource_t
        private enum Resource {
            static let core = __rlimit_resource_t(RLIMIT_CORE.rawValue)
            static let processor = __rlimit_resource_t(RLIMIT_CPU.rawValue)
        }
    #else
        private typealias Kind = Int32
        private enum Resource {
            static let core = RLIMIT_CORE
            static let processor = RLIMIT_CPU
        }
    #endif

    private static func limit(_ resource: Kind, _ value: UInt64) {
        var limits = rlimit()
        guard getrlimit(resource, &limits) == 0 else { return }
        limits.rlim_cur = min(limits.rlim_max, rlim_t(value))
        setrlimit(resource, &limits)
    }
}
