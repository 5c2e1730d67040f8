import Foundation

/// The memory that a model needs, estimated from its header, and whether the machine has it.
package struct MemoryNeed: Sendable, Hashable, Codable {
    /// Whether a model fits into memory.
    package enum Fit: String, Sendable, Codable {
        /// The memory is free.
        case fits
        /// The memory would be free if other programs used less.
        case tight
        /// The machine has less memory.
        case tooLarge = "too large"
    }

    /// Bytes of the weights, of keys and values for the whole context, and of buffers.
    package var bytes: UInt64
    /// Whether the memory is there.
    package var fit: Fit

    /// Estimates the need of a model with a context of `contextLength` tokens.
    package init(_ model: ModelDescription, contextLength: Int, memory: MachineMemory = .current) {
        let context = UInt64(clamping: max(0, contextLength))
        let cells = context.multipliedReportingOverflow(by: model.bytesPerToken ?? 0)
        // The logits of a batch's rows, and buffers that hardly depend on the model.
        let computing = UInt64(clamping: model.vocabularySize) * 64 * 4 + 64 << 20
        let parts = [model.bytes, cells.overflow ? UInt64.max >> 1 : cells.partialValue, computing]
        bytes = parts.reduce(0) { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 }
        fit = bytes <= memory.available ? .fits : bytes <= memory.total ? .tight : .tooLarge
    }
}

/// A machine's memory, in bytes.
package struct MachineMemory: Sendable, Hashable {
    /// All memory.
    package var total: UInt64
    /// The memory that programs can still get without others being moved to the disk.
    package var available: UInt64

    /// Creates a description of memory.
    package init(total: UInt64, available: UInt64) {
        self.total = total
        self.available = available
    }

    /// The memory of this machine, now.
    package static var current: MachineMemory {
        let total = ProcessInfo.processInfo.physicalMemory
        let text =
            FileManager.default.contents(atPath: "/proc/meminfo").map { String(decoding: $0, as: UTF8.self) } ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { UInt64($0) }
        return MachineMemory(total: total, available: kilobytes.map { $0 << 10 } ?? total)
    }

    /// Returns the memory that a process uses now, in bytes; nil if the system doesn't say.
    package static func used(by process: Int32) -> UInt64? {
        let text = FileManager.default.contents(atPath: "/proc/\(process)/status").map {
            String(decoding: $0, as: UTF8.self)
        }
        let line = text?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { UInt64($0) }.map { $0 << 10 }
    }
}
