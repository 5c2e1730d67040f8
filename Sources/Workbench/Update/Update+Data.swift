import Prompting
import Terminal

extension State {
    mutating func showData() {
        overlay = .data(DataPicker())
        emit(.listData(prompt))
    }

    mutating func receiveInData(_ key: Key, _ picker: DataPicker) {
        var picker = picker
        switch (key.code, key.modifiers) {
        case (.escape, _):
            returnToKept()
            return
        case (.enter, _):
            guard let choice = picker.choice else { return }
            evaluate(choice)
            return
        case (.character("n"), .alt):
            keptOverlays.append(.data(picker))
            overlay = .ask(.caseLimit, lineEditor(picker.limit.map { "\($0)" } ?? ""))
            return
        case (.up, []), (.down, []), (.pageUp, _), (.pageDown, _):
            move(&picker.finder, key, count: picker.found.count)
        default: type(key, into: &picker.finder)
        }
        overlay = .data(picker)
        describeData()
    }

    /// Asks what the selected data set holds, once; `isWhole` if the text is no path that is still being typed.
    mutating func describeData(isWhole: Bool = false) {
        guard case .data(let picker) = overlay, let choice = picker.choice, picker.facts[choice] == nil,
            isWhole || picker.found.indices.contains(picker.finder.selected)
        else { return }
        emit(.describeData(choice, prompt, lanes: lanes.count))
    }

    mutating func receive(_ entries: [DataEntry]) {
        guard case .data(var picker) = overlay else { return }
        picker.entries = entries
        picker.isLoading = false
        overlay = .data(picker)
        describeData()
    }

    mutating func receive(_ facts: Result<DataFacts, DataProblem>, of choice: DataChoice) {
        guard case .data(var picker) = overlay else { return }
        picker.facts[choice] = facts
        overlay = .data(picker)
    }

    mutating func limitCases(reading text: String) {
        guard case .data(var picker) = overlay else { return }
        let text = text.filter { !$0.isWhitespace }
        guard text.isEmpty || (Int(text) ?? 0) > 0 else {
            say("A limit is a whole number of cases, 1 or more; an empty line takes all.", isError: true)
            return
        }
        picker.limit = Int(text)
        overlay = .data(picker)
        describeData()
    }
}
