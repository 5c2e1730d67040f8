import Foundation

/// What a model takes in memory, estimated from its header, and whether that is there.
package struct MemoryNeed: Sendable, Hashable, Codable {
    /// Whether a model fits.
    package enum Fit: String, Sendable, Codable {
        /// There is room for it now.
        case fits
        /// There would be room if other programs let go of some.
        case tight
        /// This machine has less.
        case tooLarge = "too large"
    }

    /// Weights, keys and values of the whole context, and what computing takes, in bytes.
    package var bytes: UInt64
    /// Whether that is there.
    package var fit: Fit

    /// For a model with a context of `contextLength` tokens, on a machine with so much memory.
    package init(_ model: ModelDescription, contextLength: Int, memory: MachineMemory = .current) {
        let context = UInt64(clamping: max(0, contextLength))
        let cells = context.multipliedReportingOverflow(by: model.bytesPerToken ?? 0)
        // Logits of a batch's rows, and buffers that hardly depend on the model.
        let computing = UInt64(clamping: model.vocabularySize) * 64 * 4 + 64 << 20
        let parts = [model.bytes, cells.overflow ? UInt64.max >> 1 : cells.partialValue, computing]
        bytes = parts.reduce(0) { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 }
        fit = bytes <= memory.available ? .fits : bytes <= memory.total ? .tight : .tooLarge
    }
}

/// A machine's memory, in bytes.
package struct MachineMemory: Sendable, Hashable {
    /// All of it.
    package var total: UInt64
    /// What programs can still get without others being moved to the disk.
    package var available: UInt64

    /// So much memory.
    package init(total: UInt64, available: UInt64) {
        self.total = total
        self.available = available
    }

    /// This machine's, now.
    package static var current: MachineMemory {
        let total = ProcessInfo.processInfo.physicalMemory
        let text =
            FileManager.default.contents(atPath: "/proc/meminfo").map { String(decoding: $0, as: UTF8.self) } ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { UInt64($0) }
        return MachineMemory(total: total, available: kilobytes.map { $0 << 10 } ?? total)
    }

    /// Memory that a process holds now, in bytes; nil if the system doesn't tell.
    package static func used(by process: Int32) -> UInt64? {
        let text = FileManager.default.contents(atPath: "/proc/\(process)/status").map {
            String(decoding: $0, as: UTF8.self)
        }
        let line = text?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { UInt64($0) }.map { $0 << 10 }
    }
}
