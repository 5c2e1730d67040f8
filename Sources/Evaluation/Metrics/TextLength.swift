/// How long an output is.
public enum TextLength {
    /// Characters as people see them, white space among them.
    public static func characters(_ output: String) -> Double { Double(output.count) }

    /// Words: runs of letters, marks and numbers; ideographs and kana one by one.
    public static func words(_ output: String) -> Double { Double(Words.split(output).count) }
}
