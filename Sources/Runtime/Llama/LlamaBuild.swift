import CLlama

/// The llama.cpp that this program is linked with.
package enum LlamaBuild {
    /// The version and what it was built for, on one line.
    package static var current: String { "llama.cpp \(version) · \(features)" }

    /// The version, as it names itself.
    package static var version: String { String(cString: cllama_version()) }

    /// The CPU features that it uses: "CPU : AVX2 = 1 | …".
    package static var features: String {
        LlamaModel.start()
        return String(cString: cllama_system_info())
    }
}
