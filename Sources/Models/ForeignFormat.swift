/// Recognises files that don't begin with `GGUF`.
enum ForeignFormat {
    /// Returns the error for a file, by its first bytes (up to 512).
    static func error(path: String, start: [UInt8]) -> ModelFileError {
        let (kind, advice) = recognise(start)
        return .foreign(path: path, kind: kind, advice: advice)
    }

    private static let convert =
        "Convert it with llama.cpp's convert_hf_to_gguf.py, or download the model's .gguf file."
    private static let download = "Download the .gguf file itself."

    private static func recognise(_ start: [UInt8]) -> (kind: String, advice: String) {
        // The magics of the formats before GGUF are 32-bit numbers, so their letters stand in reverse.
        for magic in ["lmgg", "fmgg", "tjgg", "algg"] where start.starts(with: magic.utf8) {
            return ("a model in llama.cpp's format before GGUF", "Download the model's .gguf file.")
        }
        if start.starts(with: "PK\u{3}\u{4}".utf8) { return ("a zip archive or a PyTorch checkpoint", convert) }
        if start.starts(with: [0x80]), start.count > 1, (2...5).contains(start[1]) {
            return ("a Python pickle, as in an old PyTorch checkpoint", convert)
        }
        if start.count > 9, start[8] == UInt8(ascii: "{"), start[4..<8].allSatisfy({ $0 == 0 }) {
            return ("a safetensors file", convert)
        }
        if start.starts(with: [0x89] + Array("HDF".utf8)) { return ("an HDF5 file", convert) }
        if start.starts(with: [0x1F, 0x8B]) { return ("a gzip archive", "Unpack it first.") }
        if start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return ("a zstd archive", "Unpack it first.") }
        if start.starts(with: [0xFD] + Array("7zXZ".utf8)) { return ("an xz archive", "Unpack it first.") }
        if start.starts(with: [0x7F] + Array("ELF".utf8)) { return ("a program", download) }
        if start.allSatisfy({ $0 == 0 }) { return ("only zeros, as after an interrupted download", download) }
        return recogniseText(start)
    }

    private static func recogniseText(_ start: [UInt8]) -> (kind: String, advice: String) {
        let isText = start.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
        guard isText else { return ("data of an unknown kind", download) }
        let text = String(decoding: start, as: UTF8.self).lowercased()
        if text.hasPrefix("version https://git-lfs") {
            return (
                "a Git LFS pointer, which stands for the file",
                "Run `git lfs pull` in its folder, or download the file."
            )
        }
        if text.hasPrefix("<!doctype") || text.hasPrefix("<html") {
            return ("a web page, perhaps one with an error", download)
        }
        return ("a text file", download)
    }
}
