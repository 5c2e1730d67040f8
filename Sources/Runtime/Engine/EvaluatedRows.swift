/// The number of rows that were evaluated for a generation, or for all beams of a lane.
final class EvaluatedRows {
    /// All rows.
    var all = 0
    /// Those of the prompt.
    var ofPrompt = 0
}
