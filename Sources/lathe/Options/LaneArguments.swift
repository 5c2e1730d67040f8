import ArgumentParser
import Library
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
                var lane = try Lane(flat: text)
                // What is typed is in the working folder; a path in a prompt's lane is beside the prompt.
                lane.projector = lane.projector.map(\.expandingHome.absolutePath)
                return lane
            } catch {
                throw ValidationError("--lane \(text): \(error)")
            }
        }
    }
}
