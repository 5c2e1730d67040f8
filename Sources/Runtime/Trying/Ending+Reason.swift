import Foundation
import Processes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ChildProcess.Ending {
    /// Returns the meaning of a signal that ended a process with llama.cpp, as the second half of a sentence. `errors`
    /// is the end of its standard error.
    static func reason(signal: Int32, errors: String) -> String {
        // Swift writes this before it ends the process with SIGILL or SIGTRAP.
        let fault = errors.split(whereSeparator: \.isNewline).last { $0.contains("Fatal error:") }
        if let fault, signal == SIGILL || signal == SIGTRAP {
            return "it has an internal error, which should be reported: \(fault)"
        }
        switch signal {
        case SIGABRT:
            let assertion = errors.split(whereSeparator: \.isNewline).last { $0.contains("GGML_ASSERT") }
            return "llama.cpp gave up: \(assertion.map(String.init) ?? lastLine(of: errors))"
        case SIGSEGV, SIGBUS: return "llama.cpp used memory that isn't its own"
        case SIGFPE: return "llama.cpp divided by zero"
        case SIGILL: return "llama.cpp used an instruction that this processor lacks (`lathe doctor` tries it)"
        case SIGXCPU: return "it took too much processor time"
        case SIGKILL: return "it was killed, perhaps for lack of memory"
        default: return "it was ended by signal \(signal)"
        }
    }
}
