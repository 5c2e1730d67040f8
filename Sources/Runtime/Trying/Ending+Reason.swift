import Foundation
import Processes
import Remedies

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ChildProcess.Ending {
    /// Returns what llama.cpp said last before it ended its process: a failed assertion with the name of its source file,
    /// or an exception's text. Nil if neither is there.
    private static func complaint(in errors: String) -> String? {
        for line in errors.split(whereSeparator: \.isNewline).reversed() {
            if let place = line.firstMatch(of: /[\w.-]+\.(?:cpp|c|h|hpp|cu|m|mm):\d+: .+/) {
                return place.output.quoted
            }
            if let text = line.firstMatch(of: /what\(\): *(.+)/) { return text.output.1.quoted }
        }
        return nil
    }

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
            let last = complaint(in: errors) ?? lastLine(of: errors).quoted
            return last.contains("llama-vocab.")
                ? "llama.cpp can't use the model's vocabulary, which is damaged or incomplete, or of a model that isn't meant to write text: \(last)"
                : "llama.cpp gave up: \(last)"
        case SIGSEGV, SIGBUS: return "llama.cpp used memory that isn't its own"
        case SIGFPE: return "llama.cpp divided by zero"
        case SIGILL: return "llama.cpp used an instruction that this processor lacks (`lathe doctor` tries it)"
        case SIGXCPU: return "it took too much processor time"
        case SIGKILL: return "it was killed, perhaps for lack of memory"
        default: return "it was ended by signal \(signal)"
        }
    }
}
