import CLlama
import Foundation
import Processes

/// Tries how llama.cpp computes on this processor, in a child process, because a bad kernel may end that.
///
///     ComputeCheck().findings().verdict   // .right("144 products in CPU, CPU_REPACK")
package struct ComputeCheck: Sendable {
    /// The result of the check.
    package enum Verdict: Equatable, Sendable {
        /// All products are right. The text says which were tried.
        case right(String)
        /// A product is wrong or ended the child. The text says which, as the end of a sentence.
        case wrong(String)
        /// Nothing could be tried. The text says why.
        case untried(String)
    }

    /// The program, whose hidden command `check-compute` calls ``runChild()``.
    package var executable: String
    /// The longest time; the check takes about one second.
    package var limit: Duration = .seconds(20)
    /// Variables added to the child's environment.
    package var environment: [String: String] = [:]

    /// Creates a check, by default with this program itself.
    package init(executable: String = Probe.ownExecutable) {
        self.executable = executable
    }

    /// The path of the llama.cpp that is tried, with links followed.
    package static var library: String {
        URL(filePath: String(cString: cllama_compute_library())).resolvingSymlinksInPath().path
    }

    /// Tries all kernels, in the child. Writes the result to standard output, and returns the exit code.
    package static func runChild() -> Int32 {
        cllama_compute_check(STDOUT_FILENO)
    }

    /// The findings of the child.
    package struct Findings: Equatable, Sendable {
        /// The result for the processor.
        package var verdict: Verdict
        /// The GPUs, each with its driver's description and its memory. They aren't tried.
        package var devices: [String] = []
    }

    /// Starts the child and waits for it.
    package func findings() -> Findings {
        // A backtrace takes longer than the check.
        let quiet = ["GGML_NO_BACKTRACE": "1", "SWIFT_BACKTRACE": "enable=no"]
        let child = ChildProcess(
            executable: executable, arguments: ["check-compute"], environment: quiet.merging(environment) { $1 },
            limit: limit)
        let result: ChildProcess.Result
        do {
            result = try child.run()
        } catch {
            return Findings(verdict: .untried(error.reason))
        }
        let lines = result.output.split(separator: "\n").map(String.init)
        func all(_ mark: String) -> [String] {
            lines.filter { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) }
        }
        return Findings(verdict: verdict(result) { all($0).last }, devices: all("device "))
    }

    private func verdict(_ result: ChildProcess.Result, last: (_ mark: String) -> String?) -> Verdict {
        let product = last("try ") ?? "its start"
        switch result.ending {
        case .exited(Int32(CLLAMA_COMPUTE_RIGHT)): return .right(last("ok ") ?? "nothing")
        case .exited(Int32(CLLAMA_COMPUTE_WRONG)): return .wrong(last("wrong ") ?? product)
        case .exited(Int32(CLLAMA_COMPUTE_UNTRIED)): return .untried(last("untried ") ?? product)
        case .exited(let code): return .untried("\(product) ended with code \(code): \(lastLine(of: result.errors))")
        case .signalled(let signal): return .wrong("\(product) ended with “\(String(cString: strsignal(signal)))”")
        case .timedOut: return .wrong("\(product) hasn't ended after \(limit.components.seconds) seconds")
        case .cancelled: return .untried("it was cancelled")
        }
    }
}
