import History
import Lanes

/// The result of making a run again.
package struct RerunReport: Encodable {
    struct Lane: Encodable {
        private enum Key: CodingKey {
            case name, isSame, error, output, character, before, now
        }

        var name: String
        var isSame: Bool
        /// Why there is nothing to compare: the sentence of the lane's failure; nil if it didn't fail.
        var error: String?
        /// The number of the first output that differs, from 1. `character` is the first character that differs, from
        /// 1.
        var output: Int?
        var character: Int?
        var before: String?
        var now: String?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(name, forKey: .name)
            try container.encode(isSame, forKey: .isSame)
            try container.encodeIfPresent(error, forKey: .error)
            try container.encode(output, forKey: .output)
            try container.encode(character, forKey: .character)
            try container.encode(before, forKey: .before)
            try container.encode(now, forKey: .now)
        }
    }

    private enum Key: CodingKey {
        case run, rerun, promisesSameText, doubts, isSame, lanes
    }

    var run: Int64
    var rerun: Int64?
    var promise: RerunPromise
    var lanes: [Lane]
    /// True if all texts are the same.
    package var isSame: Bool { lanes.allSatisfy(\.isSame) }

    /// Compares a run with what came of making it again; `failures` are those of its lanes.
    package init(
        _ recorded: RecordedRun, again: RunRecord, failures: [EngineError?], number: Int64?, promise: RerunPromise
    ) {
        run = recorded.id
        rerun = number
        self.promise = promise
        lanes = zip(zip(recorded.run.lanes, again.lanes), failures).map { lanes, failure in
            let (then, now) = lanes
            if let failure { return Lane(name: then.name, isSame: false, error: commandLineText(of: failure)) }
            let (old, new) = (Self.texts(then), Self.texts(now))
            guard old != new else { return Lane(name: then.name, isSame: true) }
            let index = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
            let before = old.indices.contains(index) ? old[index] : ""
            let after = new.indices.contains(index) ? new[index] : ""
            let shared = zip(before, after).prefix { $0 == $1 }.count
            return Lane(
                name: then.name, isSame: false, output: index + 1, character: shared + 1, before: before, now: after)
        }
    }

    private static func texts(_ lane: LaneRecord) -> [String] {
        lane.result.samples.map { $0.text.isEmpty ? $0.shown : $0.text }
    }

    /// Writes the report as `lathe history rerun --format json` prints it.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(run, forKey: .run)
        try container.encode(rerun, forKey: .rerun)
        try container.encode(promise.isSameText, forKey: .promisesSameText)
        try container.encode(promise.doubts, forKey: .doubts)
        try container.encode(isSame, forKey: .isSame)
        try container.encode(lanes, forKey: .lanes)
    }

    /// The report as text, with one or more lines for each lane.
    package var text: String {
        var lines = lanes.map { lane in
            if let error = lane.error { return "\(lane.name): failed: \(error)" }
            guard !lane.isSame else { return "\(lane.name): the same text" }
            let place = "a different text from character \(lane.character ?? 1) of output \(lane.output ?? 1)"
            return
                "\(lane.name): \(place)\n  then: \(Self.rest(lane.before, lane))\n  now:  \(Self.rest(lane.now, lane))"
        }
        if let rerun { lines.append("The new run is run \(rerun).") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Returns the text from where the two differ, with a few characters before.
    private static func rest(_ text: String?, _ lane: Lane) -> String {
        let text = text ?? ""
        let skipped = max(0, (lane.character ?? 1) - 21)
        let part = text.dropFirst(skipped).prefix(60).split(whereSeparator: \.isNewline).joined(separator: " ")
        return (skipped > 0 ? "…" : "") + part
    }
}
