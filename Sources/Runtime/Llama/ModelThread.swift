import Foundation

/// Starts a thread for a model's memory. Other threads that the model starts inherit its signal mask.
func startModelThread(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let thread = Thread {
        blockSignals()
        body()
    }
    thread.name = name
    // llama.cpp's tokenisers recurse over the text with std::regex.
    thread.stackSize = 16 << 20
    thread.start()
}

/// Blocks signals, which belong to the main thread.
private func blockSignals() {
    var signals = sigset_t()
    sigfillset(&signals)
    for signal in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT] { sigdelset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
}
