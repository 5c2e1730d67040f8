import Foundation

/// Environment variables that libraries read before any code of this program runs. A variable that the user has set
/// stays.
enum StartEnvironment {
    /// The number of turns of a loop in which llama.cpp's threads spin while they wait for each other.
    ///
    /// libgomp's own limit of 300,000 turns wastes processor time as soon as another program computes: beside one busy
    /// loop, a lane decodes at half the speed that it has with 1,000. On an idle machine both are the same.
    private static let spinCount = (name: "GOMP_SPINCOUNT", value: "1000")

    /// After a crash on a terminal, Swift's runtime asks which thread to look at, and the shell waits for half a
    /// minute. Its report goes to standard error, which is the log while the screen is open.
    private static let backtrace = (name: "SWIFT_BACKTRACE", value: "interactive=no,color=no,output-to=stderr")

    /// Starts this program again with the variables that are missing.
    static func apply() {
        #if os(Linux)
            var missing: [(name: String, value: String)] = []
            if getenv(spinCount.name) == nil, getenv("OMP_WAIT_POLICY") == nil { missing.append(spinCount) }
            if getenv(backtrace.name) == nil { missing.append(backtrace) }
            guard !missing.isEmpty else { return }
            for variable in missing { setenv(variable.name, variable.value, 1) }
            // Returns only if it fails. Then all works too, but more slowly beside other programs.
            execv("/proc/self/exe", CommandLine.unsafeArgv)
        #endif
    }
}
