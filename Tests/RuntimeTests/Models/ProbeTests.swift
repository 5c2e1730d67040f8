import Foundation
import Processes
import Testing

@testable import Models
@testable import Runtime

/// The parent's side, with scripts in the child's place.
struct ProbeTests {
    /// Checks a sound synthetic model with a script for a child, and returns the error.
    private func verdict(script: String, limit: Duration = .seconds(10)) throws -> ModelFileError? {
        try withFolder { folder -> ModelFileError? in
            let model = try write(SyntheticModel().bytes, folder + "/m.gguf")
            do {
                _ = try probe(script, limit, in: folder).check(model)
                return nil
            } catch {
                return error as? ModelFileError
            }
        }
    }

    private func probe(_ script: String, _ limit: Duration = .seconds(10), in folder: String) throws -> Probe {
        let path = try write(Array("#!/bin/sh\n\(script)\n".utf8), folder + "/child.sh")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        var probe = Probe(executable: path, cacheFolder: folder + "/cache")
        probe.limit = limit
        return probe
    }

    @Test func `a child that reports no error means that the model works`() throws {
        #expect(try verdict(script: "echo '{}'") == nil)
    }

    @Test func `a child that reports an error passes it on`() throws {
        let error = try #require(try verdict(script: #"echo '{"error":"no rows"}'; exit 1"#))
        #expect("\(error)".contains("no rows"))
    }

    @Test func `a failed assertion is quoted`() throws {
        let error = try #require(try verdict(script: "echo 'a.cpp:1: GGML_ASSERT(n > 0) failed' >&2; kill -ABRT $$"))
        #expect("\(error)".contains("GGML_ASSERT(n > 0)"))
    }

    @Test func `a crash is told as one`() throws {
        let error = try #require(try verdict(script: "kill -SEGV $$"))
        #expect("\(error)".contains("memory"))
    }

    @Test(.timeLimit(.minutes(1))) func `a child that hangs is ended at the limit`() throws {
        let start = ContinuousClock.now
        let error = try #require(try verdict(script: "exec sleep 60", limit: .seconds(1)))
        #expect("\(error)".contains("after 1 seconds"))
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test(.timeLimit(.minutes(1))) func `a child that never stops writing is ended at the limit`() throws {
        #expect(try verdict(script: "exec yes", limit: .seconds(1)) != nil)
    }

    @Test func `cancelling ends the child`() throws {
        try withFolder { folder in
            let model = try write(SyntheticModel().bytes, folder + "/m.gguf")
            let probe = try probe("exec sleep 60", in: folder)
            #expect(throws: ModelFileError.cancelled) { _ = try probe.check(model, isCancelled: { true }) }
        }
    }

    @Test func `a program without the command is told apart from a bad model`() throws {
        guard case .noTrial? = try verdict(script: "exit 64") else {
            Issue.record("taken for a bad model")
            return
        }
    }

    @Test func `a model that works is tried once`() throws {
        try withFolder { folder in
            let model = try write(SyntheticModel().bytes, folder + "/m.gguf")
            let probe = try probe("echo tried >> \(folder)/log; echo '{}'", in: folder)
            _ = try probe.check(model)
            _ = try probe.check(model)
            #expect(try String(contentsOfFile: folder + "/log", encoding: .utf8) == "tried\n")
        }
    }

    @Test func `a file that changed is tried again`() throws {
        try withFolder { folder in
            let model = try write(SyntheticModel().bytes, folder + "/m.gguf")
            let probe = try probe("echo tried >> \(folder)/log; echo '{}'", in: folder)
            _ = try probe.check(model)
            _ = try write(SyntheticModel().bytes + [0], model)
            _ = try probe.check(model)
            #expect(try String(contentsOfFile: folder + "/log", encoding: .utf8) == "tried\ntried\n")
        }
    }

    @Test func `a child's standard input stays open while this process lives`() throws {
        let child = ChildProcess(
            executable: "/bin/sh", arguments: ["-c", "read line"], limit: .seconds(1))
        #expect(try child.run().ending == .timedOut)
    }
}
