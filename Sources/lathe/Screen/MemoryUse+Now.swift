import Foundation
import Runtime
import Workbench

extension MemoryUse {
    /// As Linux tells it; nil elsewhere.
    static var now: MemoryUse? {
        guard let used = bytes(of: "VmRSS:", in: "/proc/self/status"),
            let available = bytes(of: "MemAvailable:", in: "/proc/meminfo")
        else { return nil }
        return MemoryUse(used: used, available: available, total: MachineMemory.current.total)
    }

    /// A line such as `VmRSS:   1234 kB`.
    private static func bytes(of key: String, in path: String) -> UInt64? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) })
        else { return nil }
        return line.split(separator: " ").dropFirst().first.flatMap { UInt64($0) }.map { $0 * 1024 }
    }
}
