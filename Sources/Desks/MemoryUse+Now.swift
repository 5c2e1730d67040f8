import Foundation
import Models
import Runtime
import Workbench

extension MemoryUse {
    /// The memory of this process and its engine, from Linux; nil on other systems.
    static var now: MemoryUse? {
        guard let own = MachineMemory.used(by: getpid()),
            let available = bytes(of: "MemAvailable:", in: "/proc/meminfo")
        else { return nil }
        let engine = EngineProcess.own.identifier.flatMap { MachineMemory.used(by: $0) } ?? 0
        return MemoryUse(used: own + engine, available: available, total: MachineMemory.current.total)
    }

    /// Returns the bytes in a line such as `VmRSS:   1234 kB`.
    private static func bytes(of key: String, in path: String) -> UInt64? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) })
        else { return nil }
        return line.split(separator: " ").dropFirst().first.flatMap { UInt64($0) }.map { $0 * 1024 }
    }
}
