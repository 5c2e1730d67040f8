/// Whether an output is JSON.
public enum JSONValidity {
    /// 1 if the whole output is one JSON value (RFC 8259; a number or text alone is one), else 0. White space around it is fine;
    /// a fence of backticks or a word of explanation isn't JSON, nor is what lies deeper than 128 brackets.
    public static func score(_ output: String) -> Double {
        let bytes = Array(output.utf8)
        var reader = JSONReader(bytes, in: 0..<bytes.count)
        return (try? reader.whole()) == nil ? 0 : 1
    }
}
