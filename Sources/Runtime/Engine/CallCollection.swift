import Lanes

/// Collects what an output writes, step by step, and reads the calls of tools in it.
struct CallCollection {
    private let format: CallFormat
    /// All bytes behind what the template wrote, with those of control tokens that calls and thoughts need.
    private var written: [UInt8]
    /// The number of calls in the steps that have ended.
    private var count = 0

    init(_ format: CallFormat) {
        self.format = format
        written = Array(format.begun.utf8)
    }

    /// Returns whether the text of a control token belongs to the form of calls.
    func contains(_ token: Int32) -> Bool { format.controls.contains(token) }

    mutating func append(_ bytes: [UInt8]) { written += bytes }

    /// Returns the calls of the step that ends. If a stop string ended it, what was written is cut before the last of `stops`.
    func use(isStopped: Bool, stops: [String]) -> ToolUse {
        var use = format.reader.read(isStopped ? cut(before: stops) : written)
        use.calls = Array(use.calls.dropFirst(count))
        return use
    }

    /// Begins the next step with a text that is written for the model.
    mutating func begin(_ opening: String, after calls: Int, isStopped: Bool, stops: [String]) {
        count += calls
        written = (isStopped ? cut(before: stops) : written) + Array(opening.utf8)
    }

    private func cut(before stops: [String]) -> [UInt8] {
        let places = stops.filter { !$0.isEmpty }.compactMap { written.ranges(of: Array($0.utf8)).last?.lowerBound }
        return Array(written[..<(places.max() ?? written.count)])
    }
}
