/// How often a server gives another text for the same request. A server that computes many requests together gives other texts
/// at temperature 0 too, so that a small difference between lanes may be noise.
package struct RepeatNoise: Sendable, Hashable, Codable {
    /// Number of requests that were answered twice.
    package var outputs: Int
    /// Number of them whose texts differ.
    package var different: Int
    /// Number of requests that failed when they were made again.
    package var failed: Int

    /// Creates a result.
    package init(outputs: Int, different: Int, failed: Int = 0) {
        (self.outputs, self.different, self.failed) = (outputs, different, failed)
    }

    /// Compares outputs with those of the same requests, made again. An output that failed is compared with none.
    package init(_ again: [CaseOutput], with first: [EvaluationRun.Key: CaseOutput]) {
        self.init(outputs: 0, different: 0)
        for output in again {
            guard let former = first[EvaluationRun.Key(lane: output.lane, id: output.id)], former.error == nil else {
                continue
            }
            if output.error != nil {
                failed += 1
            } else {
                outputs += 1
                if output.samples.map(Self.said) != former.samples.map(Self.said) { different += 1 }
            }
        }
    }

    /// Returns the text of a sample and its calls of tools, without the ids that servers make anew for each.
    private static func said(_ sample: CaseOutput.Sample) -> [String] { [sample.text] + sample.calls.map(\.text) }

    /// A sentence with the result.
    package var sentence: String {
        let lost = failed == 0 ? "" : " \(failed) more failed."
        guard outputs > 0 else { return "No request to a server could be compared with itself.\(lost)" }
        let interval = Wilson.interval(correct: different, of: outputs)
        let share = Wording.number(100 * Double(different) / Double(outputs))
        let range = "95 % interval \(Wording.number(100 * interval.low)) to \(Wording.number(100 * interval.high)) %"
        return
            "Asked again with the same request, servers gave another text for \(different) of \(outputs) (\(share) %, \(range)).\(lost)"
    }
}
