/// How to read the calls of tools in an output.
struct CallFormat: Sendable {
    /// Reads them.
    var reader: CallReader
    /// The beginning of the answer that was sent, behind what the template wrote.
    var begun: String
    /// Control tokens that are part of a call or of a tag of thoughts, and need their text.
    var controls: Set<Int32>
}
