import Foundation

/// The processor of this machine.
package enum Processor {
    /// Its name for itself; empty if it has none.
    package static let name: String = {
        #if os(Linux)
            // The first processor's lines come first, with its name near the start.
            guard let file = FileHandle(forReadingAtPath: "/proc/cpuinfo"),
                let data = try? file.read(upToCount: 4096)
            else { return "" }
            let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
            let line = lines.first { $0.hasPrefix("model name") } ?? lines.first { $0.hasPrefix("CPU part") }
            return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        #else
            var size = 0
            guard sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0) == 0 else { return "" }
            var bytes = [UInt8](repeating: 0, count: size)
            guard sysctlbyname("machdep.cpu.brand_string", &bytes, &size, nil, 0) == 0 else { return "" }
            return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        #endif
    }()
}
