import Foundation

/// How long llama.cpp's threads spin where they wait for each other.
///
/// libgomp's own limit, 300,000 turns, wastes a core's time slices as soon as another program computes: with one busy loop
/// beside it a lane decodes at half the speed that it does with 1,000, and on an idle machine both are the same.
enum SpinLimit {
    /// Turns of the loop.
    static let turns = "1000"

    /// Starts this program again with the limit, unless the user chose one: libgomp reads it before any code of ours runs.
    static func apply() {
        #if os(Linux)
            guard getenv("GOMP_SPINCOUNT") == nil, getenv("OMP_WAIT_POLICY") == nil else { return }
            setenv("GOMP_SPINCOUNT", turns, 1)
            // Returns only where it fails, and then all works as well, more slowly beside others.
            execv("/proc/self/exe", CommandLine.unsafeArgv)
        #endif
    }
}
