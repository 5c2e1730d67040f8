import CLlama

/// The llama.cpp that is linked.
package enum LlamaBuild {
    /// Its version and what it was built for, in one line.
    package static var current: String { "llama.cpp \(version) · \(features)" }

    /// Its version as it names itself.
    package static var version: String { String(cString: cllama_version()) }

    /// CPU features that it uses: "CPU : AVX2 = 1 | …".
    package static var features: String {
        LlamaModel.start()
        return String(cString: cllama_system_info())
    }
}
