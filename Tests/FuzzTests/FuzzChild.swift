import Foundation
import Remedies
import Reports
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The child's side: takes one input after another, and says before each which one it is, so that a trap is a finding
/// and not the end of all tests.
struct FuzzChild {
    /// What a child is asked to do.
    struct Task: Codable {
        var kind: String
        var seeds: Range<Int>
        var folder: String

        static let variable = "LATHE_FUZZ_CHILD"
    }

    /// Seconds that an input may take; a debug build is several times slower.
    #if DEBUG
        static let longest = 30.0
    #else
        static let longest = 10.0
    #endif
    /// The memory that the process may take, in bytes.
    static let mostMemory = 1 << 30
    /// The longest refusal, in characters.
    static let longestRefusal = 500

    static let task: Task? = ProcessInfo.processInfo.environment[Task.variable].flatMap {
        try? JSONDecoder().decode(Task.self, from: Data($0.utf8))
    }

    @Test(.enabled(if: task != nil, "only in a child")) func `inputs are taken one after another`() async throws {
        let task = try #require(Self.task)
        let kind = try #require(FuzzKinds.all.first { $0.name == task.kind })
        let watch = FuzzWatch(folder: task.folder)
        for seed in task.seeds {
            let input = kind.input(seed)
            watch.begin(seed)
            do {
                try await kind.take(input, seed: seed, in: task.folder)
            } catch {
                let said = commandLineText(of: error)
                if said.count >= Self.longestRefusal || said.isEmpty {
                    watch.note(seed, "a refusal of \(said.count) characters: \(said.prefix(200))")
                }
            }
        }
        watch.end()
    }
}

/// Ends the process for an input that takes too long or too much.
private final class FuzzWatch: Sendable {
    private let folder: String
    private let file: Int32

    init(folder: String) {
        self.folder = folder
        file = open(folder + "/seed", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        let file = file
        Thread.detachNewThread {
            var last = -1
            var since = ContinuousClock.now
            while true {
                var seed = 0
                pread(file, &seed, MemoryLayout<Int>.size, 0)
                if seed != last { (last, since) = (seed, .now) }
                let memory = Self.memory
                if seed >= 0, since.duration(to: .now) > .seconds(FuzzChild.longest) {
                    Self.append("\(seed) it took over \(Int(FuzzChild.longest)) s", in: folder)
                    _exit(3)
                }
                if memory > FuzzChild.mostMemory {
                    Self.append("\(seed) it took over \(FuzzChild.mostMemory >> 20) MB", in: folder)
                    _exit(4)
                }
                usleep(20_000)
            }
        }
    }

    func begin(_ seed: Int) {
        var seed = seed
        pwrite(file, &seed, MemoryLayout<Int>.size, 0)
    }

    func note(_ seed: Int, _ what: String) { Self.append("\(seed) \(what)", in: folder) }

    func end() { begin(-1) }

    private static func append(_ line: String, in folder: String) {
        let file = open(folder + "/findings", O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        let bytes = Array((line.replacing("\n", with: " ") + "\n").utf8)
        _ = write(file, bytes, bytes.count)
        close(file)
    }

    /// Resident memory in bytes; 0 if the system doesn't say.
    private static var memory: Int {
        guard let data = FileManager.default.contents(atPath: "/proc/self/statm") else { return 0 }
        let pages = String(decoding: data, as: UTF8.self).split(separator: " ").map { Int($0) ?? 0 }
        return pages.count > 1 ? pages[1] * Int(getpagesize()) : 0
    }
}
