extension Board {
    /// Asks for the text to find in the outputs.
    func askForText() -> [Request] {
        [
            .askAnew(
                Question(
                    title: "Find in all outputs; empty marks nothing",
                    note: "Enter on the same text goes to the next place",
                    text: sought?.text ?? "", isSelected: true
                ) { [.find($0)] })
        ]
    }

    /// Marks a text in all outputs, and goes to its next place in the focused lane, or to the first behind the last.
    mutating func find(_ text: String) -> [Request] {
        guard !text.isEmpty else {
            sought = nil
            return [.say("Nothing is marked any more.")]
        }
        var next = Sought(text: text)
        if sought?.text == text { next.place = sought?.place }
        let places = next.places(in: lane.output.text.text)
        let others = lanes.filter { $0.id != lane.id }.compactMap { other -> String? in
            let count = next.places(in: other.output.text.text).count
            return count > 0 ? "\(other.lane.name) \(count)" : nil
        }
        let elsewhere = others.isEmpty ? "" : " In other lanes: \(others.joined(separator: ", "))."
        guard !places.isEmpty else {
            sought = Sought(text: text)
            return [.say("“\(text)” isn't in this lane's output.\(elsewhere)")]
        }
        let last = next.place?.lane == lane.id ? next.place?.start ?? -1 : -1
        let index = places.firstIndex { $0.lowerBound > last } ?? 0
        next.place = Sought.Place(lane: lane.id, start: places[index].lowerBound)
        sought = next
        lanes[focusedLane].output.text.scroll(toOffset: places[index].lowerBound, height: textSize.rows)
        return [.focusLanes, .say("“\(text)”: \(index + 1) of \(places.count) in this lane.\(elsewhere)")]
    }
}
