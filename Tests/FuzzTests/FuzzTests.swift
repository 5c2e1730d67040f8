import Foundation
import Testing

/// Hostile inputs with fixed seeds. `make fuzz` takes all of them, `make test` a small part.
@Suite(.serialized) struct FuzzTests {
    /// An input that the program doesn't survive, or refuses badly.
    struct Finding {
        var seed: Int
        var what: String
    }

    /// Where inputs are kept that something was found with.
    static let keep: String = {
        let folder = ProcessInfo.processInfo.environment["LATHE_FUZZ_KEEP"] ?? NSTemporaryDirectory() + "/lathe-fuzz"
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }()

    private static let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")

    /// All kinds, or the one that `LATHE_FUZZ_KIND` names.
    private static var names: [String] {
        let only = ProcessInfo.processInfo.environment["LATHE_FUZZ_KIND"]
        return FuzzKinds.all.map(\.name).filter { only == nil || only == $0 }
    }

    @Test(.enabled(if: FuzzChild.task == nil && program != nil), arguments: names)
    func `every input is taken or refused in a sentence, in time and in little memory`(name: String) throws {
        let kind = try #require(FuzzKinds.all.first { $0.name == name })
        let start = ContinuousClock.now
        let findings = try Self.findings(of: kind)
        for finding in findings {
            let path = "\(Self.keep)/\(name)-\(finding.seed)"
            try? Data(kind.input(finding.seed)).write(to: URL(filePath: path))
            Issue.record("\(name), seed \(finding.seed): \(finding.what). The input is in \(path).")
        }
        print("fuzz: \(kind.asked) of \(name), \(findings.count) findings, \(start.duration(to: .now))")
    }

    /// Runs children until all inputs are taken, or so many were found that more say nothing new.
    private static func findings(of kind: any FuzzKind) throws -> [Finding] {
        let folder = NSTemporaryDirectory() + "/lathe-fuzz-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // One input for a look at what was found with it.
        let only = ProcessInfo.processInfo.environment["LATHE_FUZZ_SEED"].flatMap { Int($0) }
        let seeds = only.map { $0..<($0 + 1) } ?? 0..<kind.asked
        var (next, findings) = (seeds.lowerBound, [Finding]())
        while next < seeds.upperBound, findings.count < 20 {
            let ending = try run(FuzzChild.Task(kind: kind.name, seeds: next..<seeds.upperBound, folder: folder))
            let noted = try notes(in: folder)
            findings += noted
            guard let ending else { break }
            let seed = try lastSeed(in: folder)
            if !noted.contains(where: { $0.seed == seed }) { findings.append(Finding(seed: seed, what: ending)) }
            next = max(seed, next) + 1
        }
        return findings
    }

    /// Starts a child. Returns how it ended; nil if it took all inputs.
    private static func run(_ task: FuzzChild.Task) throws -> String? {
        let child = Process()
        child.executableURL = URL(filePath: try #require(program))
        child.arguments = ["--testing-library", "swift-testing", "--filter", "FuzzChild"]
        let words = String(decoding: try JSONEncoder().encode(task), as: UTF8.self)
        child.environment = ProcessInfo.processInfo.environment.merging(
            [FuzzChild.Task.variable: words, "SWIFT_BACKTRACE": "enable=no"]) { $1 }
        let errors = task.folder + "/errors"
        try Data().write(to: URL(filePath: errors))
        child.standardOutput = FileHandle.nullDevice
        child.standardError = FileHandle(forWritingAtPath: errors)
        child.standardInput = FileHandle.nullDevice
        try child.run()
        child.waitUntilExit()
        if child.terminationReason == .exit, child.terminationStatus == 0, try lastSeed(in: task.folder) == -1 {
            return nil
        }
        let said = try String(contentsOfFile: errors, encoding: .utf8).split(separator: "\n")
        let why = said.last { $0.contains("Fatal error") || $0.contains("what():") } ?? said.last ?? ""
        let end = child.terminationReason == .exit ? "exit code" : "signal"
        return "\(end) \(child.terminationStatus) (\(why.prefix(300)))"
    }

    private static func lastSeed(in folder: String) throws -> Int {
        let data = try Data(contentsOf: URL(filePath: folder + "/seed"))
        guard data.count == MemoryLayout<Int>.size else { return 0 }
        return data.withUnsafeBytes { $0.loadUnaligned(as: Int.self) }
    }

    private static func notes(in folder: String) throws -> [Finding] {
        let path = folder + "/findings"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        try FileManager.default.removeItem(atPath: path)
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ", maxSplits: 1)
            return Int(words[0]).map { Finding(seed: $0, what: words.count > 1 ? String(words[1]) : "") }
        }
    }
}
