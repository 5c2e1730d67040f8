import CLlama
import Lanes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A model that llama.cpp has loaded, with its vocabulary.
///
/// Unchecked Sendable: the pointer is set once, never escapes, and is freed when the last reference goes; llama.cpp's model
/// and vocabulary don't change after loading ("tokenization is thread-safe", llama.h).
final class LlamaModel: @unchecked Sendable {
    let pointer: OpaquePointer
    let info: cllama_model_info
    /// The texts of control tokens, which are found in a text only on request.
    let controlTexts: ControlTexts
    /// The chat template in the file; nil if it has none.
    let chatTemplate: String?

    /// Loads a file. Calls `progress` with 0...1 on the same thread; if that returns false, loading is cancelled.
    ///
    /// GPUs compute its last `gpuLayers` layers, or all if the number is negative. A model that embeds but doesn't
    /// generate is refused unless `acceptsEncoders` is set.
    init(
        path: String, gpuLayers: Int32 = -1, acceptsEncoders: Bool = false, progress: @escaping (Float) -> Bool
    ) throws(EngineError) {
        LlamaModel.start()
        let report = LoadReport(progress)
        let loaded = withExtendedLifetime(report) {
            cllama_model_load(
                path, false, gpuLayers,
                { fraction, user in
                    guard let user else { return true }
                    return Unmanaged<LoadReport>.fromOpaque(user).takeUnretainedValue().goesOn(at: fraction)
                }, Unmanaged.passUnretained(report).toOpaque())
        }
        guard let loaded else {
            throw report.isCancelled
                ? .loadCancelled(path: path) : .loadFailed(path: path, reason: LlamaModel.lastError())
        }
        let info = cllama_model_describe(loaded)
        guard info.is_generator || acceptsEncoders else {
            // When all properties are set, `deinit` frees the model as well.
            cllama_model_free(loaded)
            throw .notAGenerator(path: path)
        }
        pointer = loaded
        self.info = info
        chatTemplate = cllama_model_chat_template(loaded).map { String(cString: $0) }
        var texts: [String] = []
        for token in 0..<info.vocabulary where cllama_is_control(loaded, token) {
            let text = String(decoding: LlamaModel.bytes(of: token, in: loaded, showsSpecial: true), as: UTF8.self)
            if !text.isEmpty { texts.append(text) }
        }
        controlTexts = ControlTexts(texts)
    }

    deinit {
        cllama_model_free(pointer)
    }

    /// Starts llama.cpp, once in a process. Its log is dropped until a descriptor is set for it.
    static func start() {
        _ = started
    }

    private static let started: Void = cllama_start(-1)

    /// Returns the last error message of llama.cpp.
    static func lastError() -> String {
        var buffer = [CChar](repeating: 0, count: 1024)
        cllama_last_error(&buffer, buffer.count)
        let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.isEmpty ? "llama.cpp gave no reason" : text
    }

    /// Returns the value of a scalar metadata key; nil if it is missing.
    func metadata(_ key: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 256)
        let length = cllama_model_meta(pointer, key, &buffer, buffer.count)
        guard length >= 0 else { return nil }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Returns the bytes of a token. A character may continue in the next token.
    func bytes(of token: Int32, showsSpecial: Bool = false) -> [UInt8] {
        LlamaModel.bytes(of: token, in: pointer, showsSpecial: showsSpecial)
    }

    private static func bytes(of token: Int32, in pointer: OpaquePointer, showsSpecial: Bool) -> [UInt8] {
        var needed = 64
        while true {
            var length: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: needed) { buffer, count in
                buffer.withMemoryRebound(to: CChar.self) { buffer in
                    length = cllama_piece(pointer, token, showsSpecial, buffer.baseAddress, buffer.count)
                }
                count = Int(max(0, length))
            }
            if length >= 0 { return bytes }
            needed = Int(-length)
        }
    }

    /// Returns whether another model has the same tokens, and begins texts alike.
    func hasVocabulary(of other: LlamaModel) -> Bool {
        info.vocabulary == other.info.vocabulary && info.adds_bos == other.info.adds_bos
            && (0..<info.vocabulary).allSatisfy { token in
                bytes(of: token, showsSpecial: true) == other.bytes(of: token, showsSpecial: true)
            }
    }

    /// Returns whether the token ends a generation.
    func isEnd(_ token: Int32) -> Bool {
        cllama_is_end(pointer, token)
    }

    /// Returns the text of a token by itself; empty for one that ends an output.
    func shownText(of token: Int32) -> String {
        isEnd(token) ? "" : String(decoding: bytes(of: token), as: UTF8.self)
    }

    /// Returns the tokens of a text. `addsSpecial` adds BOS or EOS if the model wants them; `parsesSpecial` finds
    /// control tokens.
    func tokens(of text: String, addsSpecial: Bool, parsesSpecial: Bool) throws(EngineError) -> [Int32] {
        let bytes = text.utf8.map { CChar(bitPattern: $0) }
        var capacity = bytes.count / 2 + 16
        while true {
            var tokens = [Int32](repeating: 0, count: capacity)
            let count = cllama_tokenize(pointer, bytes, bytes.count, &tokens, capacity, addsSpecial, parsesSpecial)
            if count >= 0 {
                tokens.removeSubrange(Int(count)...)
                return tokens
            }
            guard count != .min else { throw .tokenizationFailed(reason: LlamaModel.lastError()) }
            capacity = Int(-count)
        }
    }
}

/// Carries a load's progress through C.
private final class LoadReport {
    private let progress: (Float) -> Bool
    private(set) var isCancelled = false

    init(_ progress: @escaping (Float) -> Bool) {
        self.progress = progress
    }

    func goesOn(at fraction: Float) -> Bool {
        isCancelled = !progress(fraction)
        return !isCancelled
    }
}
