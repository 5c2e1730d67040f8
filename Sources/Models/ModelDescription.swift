import Foundation
import Sampling

/// The description of a model from its file's header. The model isn't loaded.
package struct ModelDescription: Sendable, Hashable, Codable {
    /// The name of the file without `.gguf`.
    package var name: String
    /// The path of the file.
    package var path: String
    /// The model's own title; nil if it has none.
    package var title: String?
    /// The architecture, such as `llama` or `gemma3`.
    package var architecture: String
    /// The name that it shares with its makers' models of other sizes, and what it was tuned for, such as `SmolLM2 Instruct`; nil
    /// if the file doesn't say.
    package var baseName: String?
    /// Number of weights.
    package var parameters: UInt64
    /// Number of weights that a token uses, of a mixture of experts; nil if each token uses all.
    package var activeParameters: UInt64?
    /// The quantization as model cards write it, such as `Q4_1` or `Q4_K_M`.
    package var quantization: String
    /// Size of the file, in bytes.
    package var bytes: UInt64
    /// The context that it was trained for, in tokens.
    package var contextLength: Int
    /// Width of an embedding.
    package var embeddingLength: Int
    /// Number of layers.
    package var layers: Int
    /// The number of tokens in its vocabulary.
    package var vocabularySize: Int
    /// Bytes of keys and values for a token, as 16-bit numbers in all layers; nil if the header doesn't say.
    package var bytesPerToken: UInt64?
    /// Width of sliding-window attention, in tokens; nil if it has none.
    package var slidingWindow: Int?
    /// The Jinja text of its chat template; nil for a base model.
    package var chatTemplate: String?
    /// The licence as the file has it, such as `apache-2.0`; nil if it has none.
    package var license: String?
    /// Settings that its makers recommend (`general.sampling.*`).
    package var settings: SettingsPatch
    /// The token that begins a text; nil if there is none.
    package var bos: Int32?
    /// The token that ends a text; nil if there is none.
    package var eos: Int32?
    /// True if BOS comes before a text; nil if that depends on the kind of tokeniser.
    package var addsBOS: Bool?
    /// True if EOS comes after a text; nil if that depends on the kind of tokeniser.
    package var addsEOS: Bool?
    /// The state of the file when it was read.
    package var identity: FileIdentity

    /// Reads and checks a model file's header.
    package init(path: String) throws(ModelFileError) {
        let file = try GGUFFile(path: path)
        try file.checkModel()
        self = try ModelDescription(checked: file)
    }

    /// Describes a file that has passed ``GGUFFile/checkModel()``.
    init(checked file: GGUFFile) throws(ModelFileError) {
        func integer(_ key: String) -> Int { Int(clamping: file.hyperparameter(key)?.count ?? 0) }
        func token(_ key: String) -> Int32? { file["tokenizer.ggml.\(key)"]?.count.flatMap { Int32(exactly: $0) } }
        let fileName = URL(fileURLWithPath: file.path).lastPathComponent
        name = fileName.lowercased().hasSuffix(".gguf") ? String(fileName.dropLast(5)) : fileName
        path = file.path
        title = file["general.name"]?.text
        architecture = file["general.architecture"]?.text ?? ""
        // Each shape was checked; in a hostile file their sum may still overflow.
        parameters = file.tensors.reduce(0) { $0 &+ $1.elements }
        activeParameters = Self.activeParameters(
            file, experts: integer("expert_count"), used: integer("expert_used_count"))
        baseName = file["general.basename"]?.text.map { base in
            ([base] + [file["general.finetune"]?.text].compactMap(\.self)).joined(separator: " ")
        }
        quantization = Self.quantization(of: file)
        bytes = file.identity.size
        contextLength = integer("context_length")
        embeddingLength = integer("embedding_length")
        layers = integer("block_count")
        vocabularySize = Int(clamping: file["tokenizer.ggml.tokens"]?.arrayCount ?? 0)
        bytesPerToken = Self.bytesPerToken(file, layers: layers, width: embeddingLength)
        let window = integer("attention.sliding_window")
        slidingWindow = window > 0 ? window : nil
        chatTemplate = try file.longText("tokenizer.chat_template")
        license = file["general.license"]?.text
        settings = SettingsPatch(recommendedBy: file)
        bos = token("bos_token_id")
        eos = token("eos_token_id")
        addsBOS = file["tokenizer.ggml.add_bos_token"]?.flag
        addsEOS = file["tokenizer.ggml.add_eos_token"]?.flag
        identity = file.identity
    }

    /// Returns the number of weights that a token uses: of the experts' tensors (`_exps`) the share of the experts that are
    /// asked, of all others every weight. Nil if the model has no experts that are left out.
    private static func activeParameters(_ file: GGUFFile, experts: Int, used: Int) -> UInt64? {
        guard experts > 1, (1..<experts).contains(used) else { return nil }
        return file.tensors.reduce(0) { sum, tensor in
            let isExpert = tensor.name.contains("_exps.")
            return sum &+ (isExpert ? tensor.elements / UInt64(experts) &* UInt64(used) : tensor.elements)
        }
    }

    /// Returns the bytes of keys and values for a token. `attention.head_count_kv` is one number, or one for each
    /// layer.
    private static func bytesPerToken(_ file: GGUFFile, layers: Int, width: Int) -> UInt64? {
        let heads = Int(clamping: file.hyperparameter("attention.head_count")?.count ?? 0)
        let usual = heads > 0 ? width / heads : 0
        let key = file.hyperparameter("attention.key_length")?.count.map { Int(clamping: $0) } ?? usual
        let value = file.hyperparameter("attention.value_length")?.count.map { Int(clamping: $0) } ?? usual
        var all: Int
        switch file.hyperparameter("attention.head_count_kv") {
        case .list(let values)?: all = values.reduce(0) { $0 &+ Int(clamping: $1.count ?? 0) }
        case let one?: all = Int(clamping: one.count ?? 0).multipliedReportingOverflow(by: layers).partialValue
        case nil: all = heads.multipliedReportingOverflow(by: layers).partialValue
        }
        all = max(0, all)
        let (bytes, overflows) = all.multipliedReportingOverflow(by: max(0, key &+ value) &* 2)
        return overflows || bytes <= 0 ? nil : UInt64(bytes)
    }

    /// Returns the quantization by `general.file_type`, else by the type that most weights have.
    private static func quantization(of file: GGUFFile) -> String {
        if let type = file["general.file_type"]?.count.flatMap(Int.init(exactly:)), let name = fileTypes[type] {
            return name
        }
        var weights: [String: UInt64] = [:]
        for tensor in file.tensors { weights[tensor.type.name, default: 0] &+= tensor.elements }
        return weights.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? "unknown"
    }

    /// The values of `llama_ftype` in llama.h.
    private static let fileTypes: [Int: String] = [
        0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S",
        12: "Q3_K_M",
        13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS",
        21: "Q2_K_S", 22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S",
        29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4", 39: "NVFP4",
        40: "Q1_0", 41: "Q2_0",
    ]
}

extension SettingsPatch {
    /// Takes the recommended settings: the keys `general.sampling.*` from llama.cpp's `llama_model_meta_key_str` that
    /// are settings of Lathe and in their range.
    init(recommendedBy file: GGUFFile) {
        self.init()
        for (key, name) in Program.modelFile.names {
            guard let number = file["general.sampling.\(name)"]?.number else { continue }
            // Its version is a key of its own, 0 for none.
            if key.setting.stage == .mirostat, file["general.sampling.mirostat"]?.number != 2 { continue }
            // The float32 0.95 is 0.949999988…, but its author wrote 0.95.
            let text = Double("\(Float(number))").map { SettingsValue.number($0).description } ?? ""
            try? set(key, to: text)
        }
    }
}

extension ModelDescription {
    /// The largest context, in tokens, unless another size is asked for.
    package static let mostDefaultContext = 8192

    /// The size of the context, in tokens, unless another is asked for.
    package var usualContext: Int { min(contextLength, Self.mostDefaultContext) }
}
