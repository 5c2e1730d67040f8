extension GGUFFile {
    /// Throws unless the file is a whole language model whose numbers fit the table of tensors.
    ///
    /// llama.cpp ends the process on some of these mistakes (`GGML_ASSERT` in `llama-model.cpp`), and sizes memory by
    /// other numbers. ``Probe`` finds the mistakes that this check can't see.
    package func checkModel() throws(ModelFileError) {
        try checkKind()
        try checkWeights()
        try checkLayers()
        let vocabulary = try checkVocabulary()
        try checkEmbedding(vocabulary: vocabulary)
        try checkAttention()
    }

    /// Returns the value of a key of the model's architecture, such as `block_count`; nil if the header lacks it.
    func hyperparameter(_ key: String) -> GGUFValue? {
        guard let architecture = metadata["general.architecture"]?.text else { return nil }
        return metadata["\(architecture).\(key)"]
    }

    private func damaged(_ what: String) -> ModelFileError { .damaged(path: path, what: what) }

    private func checkKind() throws(ModelFileError) {
        if let parts = metadata["split.count"]?.count, parts > 1 {
            throw .notAModel(
                path: path,
                what: "it is one of \(parts) parts. Join them with `llama-gguf-split --merge FIRST-PART NEW-FILE`.")
        }
        switch metadata["general.type"]?.text {
        case nil, "model": break
        case "adapter":
            throw .notAModel(path: path, what: "it is an adapter (LoRA) for a model. Merge it into its model first.")
        case "mmproj":
            throw .notAModel(path: path, what: "it is the part that reads pictures. Name the file of the model itself.")
        case let other?:
            throw .notAModel(path: path, what: "its header calls it “\(other)”. Use the file of the model itself.")
        }
        guard let architecture = metadata["general.architecture"]?.text, !architecture.isEmpty else {
            throw damaged("its header doesn't name an architecture (general.architecture)")
        }
        if architecture == "clip" {
            throw .notAModel(path: path, what: "it is the part that reads pictures. Name the file of the model itself.")
        }
        guard !tensors.isEmpty else {
            throw .notAModel(path: path, what: "it has no weights, only a vocabulary. Download the model itself.")
        }
    }

    private func required(_ key: String, _ range: ClosedRange<UInt64>) throws(ModelFileError) -> UInt64 {
        guard let value = hyperparameter(key) else { throw damaged("its header lacks \(key)") }
        guard let count = value.count, range.contains(count) else {
            throw damaged("\(key) must be in \(range.lowerBound)...\(range.upperBound)")
        }
        return count
    }

    /// Throws if a matrix has numbers of a type that llama.cpp stores but doesn't multiply with. It ends its process then.
    private func checkWeights() throws(ModelFileError) {
        let foreign: Set = ["F64", "I8", "I16", "I32", "I64", "Q8_1", "Q8_K"]
        guard
            let tensor = tensors.first(where: {
                $0.dimensions.count > 1 && $0.name.hasSuffix(".weight") && foreign.contains($0.type.name)
            })
        else { return }
        throw damaged("the weights “\(tensor.name)” are \(tensor.type.name), which llama.cpp doesn't compute with")
    }

    private func checkLayers() throws(ModelFileError) {
        _ = try required("context_length", 1...(1 << 30))
        // llama.cpp's LLAMA_MAX_LAYERS.
        let layers = try required("block_count", 1...512)
        var present: Set<UInt64> = []
        for tensor in tensors where tensor.name.hasPrefix("blk.") {
            guard let layer = UInt64(tensor.name.dropFirst(4).prefix { $0 != "." }) else { continue }
            guard layer < layers else {
                throw damaged("its header says it has \(layers) layers, yet there is “\(tensor.name)”")
            }
            present.insert(layer)
        }
        if let absent = (0..<layers).first(where: { !present.contains($0) }) {
            throw damaged("its header says it has \(layers) layers, but layer \(absent) has no tensors")
        }
    }

    /// Checks the tokeniser and returns the number of tokens.
    private func checkVocabulary() throws(ModelFileError) -> UInt64 {
        switch metadata["tokenizer.ggml.model"]?.text {
        case nil: throw damaged("its header doesn't name a tokeniser (tokenizer.ggml.model)")
        // llama.cpp loads such a file, and ends its process as soon as a text is to be split.
        case "none", "no_vocab":
            throw .notAModel(path: path, what: "it has no tokeniser, so it can't read a text. Use the whole model.")
        case let name?:
            guard name.utf8.count <= 64 else { throw damaged("the name of its tokeniser has \(name.utf8.count) bytes") }
        }
        guard let count = metadata["tokenizer.ggml.tokens"]?.arrayCount, count > 0 else {
            throw damaged("its header has no list of tokens (tokenizer.ggml.tokens)")
        }
        for key in ["tokenizer.ggml.scores", "tokenizer.ggml.token_type"] {
            guard let value = metadata[key] else { continue }
            guard value.arrayCount == count else {
                throw damaged("\(key) doesn't have one value for each of the \(count) tokens")
            }
        }
        return count
    }

    private func checkEmbedding(vocabulary: UInt64) throws(ModelFileError) {
        let width = try required("embedding_length", 1...(1 << 20))
        guard let table = tensors.first(where: { $0.name == "token_embd.weight" }) else {
            throw damaged("it has no token embeddings (token_embd.weight)")
        }
        guard table.dimensions == [width, vocabulary] else {
            let shape = table.dimensions.map(String.init).joined(separator: " × ")
            throw damaged("its token embeddings are \(shape), but its header says \(width) × \(vocabulary)")
        }
    }

    private func checkAttention() throws(ModelFileError) {
        // Mamba and RWKV have no attention heads to check. An array has a value for each layer, some of them 0 in
        // hybrid models.
        for key in ["attention.head_count", "attention.head_count_kv"] {
            let values: [GGUFValue]
            switch hyperparameter(key) {
            case .list(let list)?: values = list
            case let value?: values = [value]
            case nil: continue
            }
            guard values.allSatisfy({ ($0.count ?? .max) <= 65_536 }) else {
                throw damaged("\(key) is not a count of heads")
            }
            let hasHeads = tensors.contains {
                $0.name.hasSuffix(".attn_q.weight") || $0.name.hasSuffix(".attn_qkv.weight")
            }
            if hasHeads, !values.contains(where: { ($0.count ?? 0) > 0 }) { throw damaged("\(key) is 0") }
        }
        for key in ["expert_count", "expert_used_count"] {
            // llama.cpp's LLAMA_MAX_EXPERTS.
            guard (hyperparameter(key)?.count ?? 0) <= 1024 else { throw damaged("\(key) is over 1024") }
        }
        for key in ["attention.layer_norm_rms_epsilon", "attention.layer_norm_epsilon", "rope.freq_base"] {
            guard let value = hyperparameter(key)?.number else { continue }
            guard value.isFinite, value >= 0 else { throw damaged("\(key) is not a number of 0 or more") }
        }
    }
}
