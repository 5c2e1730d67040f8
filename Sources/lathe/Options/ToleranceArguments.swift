import ArgumentParser
import Evaluation

/// The option for how far numbers may be from the right ones.
struct ToleranceArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Numbers are right up to this distance from the right one: 0.01, or 1% of it (default: none; values must be equal).",
            valueName: "number"))
    var tolerance: String?

    func validate() throws {
        _ = try value
    }

    /// The tolerance that was asked for.
    var value: Tolerance? {
        get throws {
            do throws(AnswerTypeError) {
                return try tolerance.map { text throws(AnswerTypeError) in try Tolerance(text) }
            } catch {
                throw ValidationError("--tolerance: \(error)")
            }
        }
    }

    /// Returns a form of answers with the tolerance that was asked for.
    func applied(to type: AnswerType) throws -> AnswerType {
        guard let value = try value else { return type }
        do throws(AnswerTypeError) {
            return try type.within(value)
        } catch {
            throw ValidationError("--tolerance: \(error)")
        }
    }
}
