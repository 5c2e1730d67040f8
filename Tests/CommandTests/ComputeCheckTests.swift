import Foundation
import Runtime
import Testing

/// The check of llama.cpp's arithmetic, with a library before it that goes wrong on purpose: no faulty processor is needed.
@Suite(.serialized) struct ComputeCheckTests {
    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private struct Ended {
        var output: String
        var errors: String
        var code: Int32
        var lines: [Substring] { output.split(separator: "\n") }
    }

    private static func run(
        _ path: String, _ arguments: [String], _ environment: [String: String] = [:]
    ) throws -> Ended {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: checkout)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        for file in ["out", "err"] { try Data().write(to: URL(filePath: folder.path(file))) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: folder.path("out"))
        process.standardError = FileHandle(forWritingAtPath: folder.path("err"))
        try process.run()
        process.waitUntilExit()
        return Ended(
            output: try String(contentsOfFile: folder.path("out"), encoding: .utf8),
            errors: try String(contentsOfFile: folder.path("err"), encoding: .utf8), code: process.terminationStatus)
    }

    /// Stands before ggml's function that computes, and does before or after it what `FAULT` says.
    private static let source = """
        #include <dlfcn.h>
        #include <math.h>
        #include <signal.h>
        #include <stdlib.h>
        #include <string.h>

        typedef int compute(void *, struct ggml_cgraph *);
        typedef struct ggml_tensor *last_node(struct ggml_cgraph *, int);
        typedef size_t type_size(enum ggml_type);

        int ggml_backend_graph_compute(void *backend, struct ggml_cgraph *graph) {
            compute *real = (compute *)dlsym(RTLD_NEXT, "ggml_backend_graph_compute");
            last_node *node = (last_node *)dlsym(RTLD_DEFAULT, "ggml_graph_node");
            type_size *size = (type_size *)dlsym(RTLD_DEFAULT, "ggml_type_size");
            const char *fault = getenv("FAULT");
            struct ggml_tensor *result = node(graph, -1), *weights = result->src[0];
            if (atoi(fault) > 0) {
                if (result->ne[1] == 63) raise(atoi(fault));
                return real(backend, graph);
            }
            if (strcmp(fault, "idle") == 0) return 0;
            if (strcmp(fault, "block") == 0) {
                // Leaves out one of the thousands of blocks.
                size_t bytes = weights->type == GGML_TYPE_F16 ? 64 : size(weights->type);
                char kept[256], *block = (char *)weights->data + 5 * weights->nb[1] + bytes;
                memcpy(kept, block, bytes);
                memset(block, 0, bytes);
                int status = real(backend, graph);
                memcpy(block, kept, bytes);
                return status;
            }
            int status = real(backend, graph);
            float *values = result->data;
            if (strcmp(fault, "scale") == 0) values[7] *= 1.5f;
            if (strcmp(fault, "nan") == 0) values[7] = NAN;
            if (strcmp(fault, "infinity") == 0) values[7] = INFINITY;
            return status;
        }
        """

    private let folder: TemporaryFolder
    /// The library, compiled.
    private let library: String

    init() throws {
        folder = try TemporaryFolder()
        library = folder.path("fault.so")
        try Self.source.write(toFile: folder.path("fault.c"), atomically: true, encoding: .utf8)
        let compiled = try Self.run(
            "/usr/bin/env",
            [
                "clang", "-D_GNU_SOURCE", "-shared", "-fPIC", "-I\(Self.checkout)/.runtime/include", "-include",
                "ggml.h",
                folder.path("fault.c"), "-o", library,
            ])
        try #require(compiled.code == 0, "\(compiled.errors)")
    }

    private func with(fault: String) -> [String: String] {
        ["LD_PRELOAD": library, "FAULT": fault]
    }

    @Test func `the llama.cpp that is linked computes right, in all row counts and within 5 seconds`() throws {
        let start = ContinuousClock.now
        let ended = try Self.run(Program.path, ["check-compute"])
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(ended.code == 0)
        #expect(ended.lines.last?.hasPrefix("ok ") == true)
        for type in ["f16", "q4_0", "q4_1", "q8_0", "q4_K", "q6_K"] {
            for rows in [1, 2, 3, 8, 32, 63, 64, 256, 512] {
                #expect(ended.lines.contains("try \(type) x \(rows) rows in CPU, 2 threads"))
            }
        }
    }

    @Test func `one block of weights left out is found in all types, buffers and row counts`() throws {
        let ended = try Self.run(Program.path, ["check-compute"], with(fault: "block"))
        #expect(ended.code == 1)
        let tried = ended.lines.filter { $0.hasPrefix("try ") }.map { $0.dropFirst(4) }
        let wrong = ended.lines.filter { $0.hasPrefix("wrong ") }.map { $0.dropFirst(6).prefix { $0 != ":" } }
        #expect(tried.count >= 108)
        #expect(tried == wrong)
    }

    @Test(arguments: ["scale", "nan", "infinity", "idle"])
    func `a single wrong value, no number and no answer are found`(fault: String) throws {
        let ended = try Self.run(Program.path, ["check-compute"], with(fault: fault))
        #expect(ended.code == 1)
        #expect(ended.lines.contains { $0.hasPrefix("wrong q4_0 x 1 rows in CPU, 1 thread: ") })
    }

    @Test(arguments: [SIGILL, SIGSEGV, SIGFPE])
    func `a signal in a kernel is a verdict that names the product`(signal: Int32) throws {
        var check = ComputeCheck(executable: Program.path)
        check.environment = with(fault: "\(signal)")
        guard case .wrong(let what) = check.findings().verdict else {
            Issue.record("not found")
            return
        }
        #expect(what == "f16 x 63 rows in CPU, 1 thread ended with “\(String(cString: strsignal(signal)))”")
    }

    @Test func `the doctor says in a line that the arithmetic is right`() throws {
        #expect(try Program.run(["doctor"]).output.contains(/ok    compute {7}\d+ products in CPU.* are right/))
    }

    @Test func `the doctor says what is wrong and what to do, in under 5 seconds`() throws {
        for (fault, what) in [("\(SIGILL)", "ended with “"), ("block", "values, one is off by")] {
            let start = ContinuousClock.now
            let result = try Program.run(["doctor"], environment: with(fault: fault))
            #expect(ContinuousClock.now - start < .seconds(5))
            #expect(result.code != 0)
            let line = try #require(result.output.split(separator: "\n").first { $0.hasPrefix("WRONG compute") })
            #expect(line.contains(what))
            #expect(line.contains("make setup"))
        }
    }

    // MARK: set-up

    private static func tryLlama(_ environment: [String: String]) throws -> Ended {
        try run(
            checkout + "/Scripts/try-llama", [checkout + "/.runtime"],
            ["CXX": "clang++"].merging(environment) { $1 })
    }

    @Test func `set-up lets a sound library pass and tells of a faulty one in one sentence`() throws {
        let sound = try Self.tryLlama([:])
        #expect(sound.code == 0)
        #expect(sound.output.isEmpty)
        let crashing = try Self.tryLlama(with(fault: "\(SIGILL)"))
        #expect(crashing.code == 1)
        #expect(crashing.output == "f16 x 63 rows in CPU, 1 thread ends with SIGILL\n")
        let wrong = try Self.tryLlama(with(fault: "block"))
        #expect(wrong.code == 1)
        #expect(wrong.lines.count == 1)
        #expect(wrong.output.hasPrefix("f16 x 1 rows in CPU, 1 thread: "))
    }

    /// Runs set-up's loop over builds on a processor with `flags`, where only a build with `right` among its options is right.
    private static func climbDown(_ machine: String, _ flags: String, right: String) throws -> Ended {
        try run(
            "/bin/bash",
            [
                "-euc",
                """
                source Scripts/ladder
                build() { echo "build $*"; options=" $* "; if [ "$RIGHT" = broken ]; then return 1; fi; }
                try() { if [[ $options != *"$RIGHT"* ]]; then echo "q4_0 ends with SIGILL"; return 1; fi; }
                climb_down "$1" "$2"
                echo "without ${done_without:-nothing}"
                """, "climb", machine, flags,
            ], ["RIGHT": right])
    }

    @Test func `set-up builds once where the first build is right`() throws {
        let ended = try Self.climbDown("x86_64", "avx2 avx512f amx_tile", right: "-DGGML_NATIVE=ON")
        #expect(ended.code == 0)
        #expect(ended.lines.count == 2)
        #expect(ended.lines.last == "without nothing")
        #expect(ended.errors.isEmpty)
    }

    @Test func `set-up builds again without the extension at fault and says so`() throws {
        let amx = try Self.climbDown("x86_64", "avx2 avx512f amx_tile", right: "-mno-amx-tile")
        #expect(amx.lines.last == "without AMX")
        #expect(amx.lines.count == 3)
        #expect(amx.errors.contains("(q4_0 ends with SIGILL). Building it again without AMX."))
        let wide = try Self.climbDown("x86_64", "avx2 avx512f amx_tile", right: "-mno-avx512f")
        #expect(wide.lines.last == "without AVX-512")
        #expect(wide.lines.count == 4)
        #expect(try Self.climbDown("x86_64", "avx2", right: "-DGGML_AVX2=OFF").lines.count == 3)
        #expect(try Self.climbDown("aarch64", "asimd", right: "-DGGML_NATIVE=OFF").lines.count == 3)
    }

    @Test func `set-up gives up where no build is right, and at once where one fails`() throws {
        let never = try Self.climbDown("x86_64", "avx512f", right: "nothing of the kind")
        #expect(never.code == 2)
        #expect(never.errors.contains("however it is built"))
        let broken = try Self.climbDown("x86_64", "avx512f", right: "broken")
        #expect(broken.code == 1)
        #expect(broken.lines.count == 1)
    }
}
