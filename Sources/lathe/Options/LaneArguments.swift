import ArgumentParser
import Prompting

/// Options for lanes in place of the prompt's own.
struct LaneArguments: ParsableArguments {
    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A lane instead of the file's, as name=warm,temperature=1.2,technique=cot. May be repeated.",
            valueName: "settings"))
    var lane: [String] = []

    func validate() throws {
        _ = try lanes()
    }

    /// Returns the lanes; an empty list leaves the prompt's own.
    func lanes() throws -> [Lane] {
        try lane.map { text in
            do throws(LaneError) {
                return try Lane(flat: text)
            } catch {
                throw ValidationError("--lane \(text): \(error)")
            }
        }
    }
}
