import Foundation

/// Variables of the environment that libraries read before any code of ours runs; where the user set one, it stays.
enum StartEnvironment {
    /// How long llama.cpp's threads spin where they wait for each other, in turns of a loop.
    ///
    /// libgomp's own limit, 300,000 turns, wastes a core's time slices as soon as another program computes: with one busy loop
    /// beside it a lane decodes at half the speed that it does with 1,000, and on an idle machine both are the same.
    private static let spinCount = (name: "GOMP_SPINCOUNT", value: "1000")

    /// After a crash Swift's runtime asks on a terminal which thread to look at, and the shell waits for half a minute. Its report
    /// belongs to the errors, which go to the log while the screen is open.
    private static let backtrace = (name: "SWIFT_BACKTRACE", value: "interactive=no,color=no,output-to=stderr")

    /// Starts this program again with what is missing.
    static func apply() {
        #if os(Linux)
            var missing: [(name: String, value: String)] = []
            if getenv(spinCount.name) == nil, getenv("OMP_WAIT_POLICY") == nil { missing.append(spinCount) }
            if getenv(backtrace.name) == nil { missing.append(backtrace) }
            guard !missing.isEmpty else { return }
            for variable in missing { setenv(variable.name, variable.value, 1) }
            // Returns only if it fails, and then all works as well, more slowly beside others.
            execv("/proc/self/exe", CommandLine.unsafeArgv)
        #endif
    }
}
