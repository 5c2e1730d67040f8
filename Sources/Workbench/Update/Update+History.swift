import History
import Lanes
import Library
import Prompting
import Sampling
import Terminal
import TextLayout

extension State {
    /// Opens the list with the newest runs, or asks anew for what it shows.
    mutating func showHistory(_ picker: HistoryPicker = HistoryPicker()) {
        var picker = picker
        picker.isLoading = true
        historyQuestion += 1
        overlay = .history(picker)
        emit(.history(.page(number: historyQuestion, HistoryFilter(query: picker.searchQuery), .newest)))
    }

    mutating func receiveInHistory(_ key: Key, _ picker: HistoryPicker) {
        var picker = picker
        picker.notice = nil
        overlay = .history(picker)
        switch (key.code, key.modifiers) {
        case (.escape, _):
            overlay = nil
            return
        case (.up, []), (.down, []), (.pageUp, _), (.pageDown, _):
            move(&picker.finder, key, count: picker.entries.count)
            overlay = .history(picker)
            loadMore()
            return
        case (.character("_"), .control):
            if let last = picker.deleted.popLast() {
                overlay = .history(picker)
                emit(.history(.restore(last)))
            }
            return
        default: break
        }
        if let entry = picker.selected, receive(key, on: entry, &picker) { return }
        let before = picker.finder.query.text
        type(key, into: &picker.finder)
        if picker.finder.query.text != before { showHistory(picker) } else { overlay = .history(picker) }
    }

    /// A key that does something to the run that is selected.
    private mutating func receive(_ key: Key, on entry: HistoryEntry, _ picker: inout HistoryPicker) -> Bool {
        switch (key.code, key.modifiers) {
        case (.enter, _): emit(.history(.open(entry.id)))
        case (.tab, _):
            if let marked = picker.marked, marked != entry.id {
                emit(.history(.compare(marked, entry.id)))
            } else {
                picker.marked = picker.marked == entry.id ? nil : entry.id
                picker.notice = picker.marked.map { "Run \($0) is marked: Tab on another one compares them." }
                overlay = .history(picker)
            }
        case (.character(let character), .alt) where character.isASCII && character.wholeNumberValue != nil:
            guard let rating = character.wholeNumberValue, rating <= 5 else { return true }
            emit(.history(.rate(entry.id, rating == 0 ? nil : rating)))
        case (.character("t"), .alt):
            keptOverlays.append(.history(picker))
            overlay = .ask(.runTags(entry.id), lineEditor(entry.tags.joined(separator: ", ")))
        case (.character("n"), .alt):
            keptOverlays.append(.history(picker))
            overlay = .ask(.runNote(entry.id), lineEditor(entry.note))
        case (.delete, []), (.character("x"), .alt):
            picker.deleted.append(entry.id)
            overlay = .history(picker)
            emit(.history(.delete(entry.id)))
        default: return false
        }
        return true
    }

    /// Asks for older runs when the cursor comes near the last one.
    private mutating func loadMore() {
        guard case .history(var picker) = overlay, let next = picker.next, !picker.isLoading,
            picker.finder.selected >= picker.entries.count - 20
        else { return }
        picker.isLoading = true
        overlay = .history(picker)
        emit(.history(.page(number: historyQuestion, HistoryFilter(query: picker.searchQuery), next)))
    }

    // MARK: answers

    mutating func receive(_ answer: HistoryAnswer) {
        switch answer {
        case .page(let number, let page, let isMore):
            guard number == historyQuestion, case .history(var picker) = overlay else { return }
            picker.entries = isMore ? picker.entries + page.entries : page.entries
            picker.next = page.next
            picker.isLoading = false
            picker.finder.selected = min(picker.finder.selected, max(0, picker.entries.count - 1))
            overlay = .history(picker)
        case .run(let run, let prompt): put(run, prompt)
        case .runs(let first, let second):
            if case .history(let picker) = overlay { keptOverlays.append(.history(picker)) }
            overlay = .comparison(Comparison(first, second, width: Comparison.textWidth(size), glyphs: glyphs))
        case .changed(let sentence):
            guard case .history(var picker) = overlay else { return }
            picker.notice = sentence
            showHistory(picker)
        case .failed(let sentence):
            if case .history(var picker) = overlay {
                picker.notice = sentence
                picker.isLoading = false
                overlay = .history(picker)
            } else {
                say(sentence, isError: true)
            }
        }
    }

    /// Puts prompt, lanes and outputs of a run back; nothing runs.
    private mutating func put(_ recorded: RecordedRun, _ prompt: Prompt?) {
        guard var prompt else {
            receive(.failed("The prompt of run \(recorded.id) can't be read any more."))
            return
        }
        if isUnsaved { keepDraft() }
        emit(.startNew)
        let run = recorded.run
        prompt.variables.merge(run.prompt.variables) { $1 }
        if prompt.name.isEmpty { prompt.name = run.prompt.name }
        // One model is the prompt's; several are the lanes' own, as one is that the command line's would take the place of.
        let words = run.lanes.map(\.model.name)
        let isOne = Set(words).count == 1 && modelChoice.commandLine == nil
        if isOne, models[modelChoice.word(prompt: prompt.model)]?.facts?.name != words.first {
            prompt.model = words.first
        }
        let layouts = Set(run.lanes.map(\.layout))
        if let layout = layouts.first, layouts.count == 1 { prompt.layout = layout }
        isRunWanted = false
        let base = Settings().applying(prompt.modelParameters)
        prompt.lanes = run.lanes.map { record in
            var lane = Lane(name: record.name)
            lane.technique = record.technique == prompt.technique ? nil : record.technique
            lane.layout = record.layout == prompt.layout ? nil : record.layout
            lane.model =
                isOne || models[modelChoice.commandLine]?.facts?.name == record.model.name ? nil : record.model.name
            lane.samples = record.samples == prompt.samples ?? 1 ? nil : record.samples
            lane.modelParameters = SettingsPatch(record.modelParameters, differingFrom: base)
            return lane
        }
        overlay = nil
        show(prompt, path: nil, isShipped: false, isRunning: false)
        for (index, record) in run.lanes.prefix(lanes.count).enumerated() {
            lanes[index].output = Output(record, width: outputWidth, glyphs: glyphs, model: modelWord(of: index))
            lanes[index].output.recordedRun = recorded.id
            lanes[index].outputRevision = lanes[index].revision
            lanes[index].openings = record.openings
            lanes[index].openingsModel = modelWord(of: index)
            lanes[index].problem = record.error
        }
        pane = .lanes
        say("Run \(recorded.id) as it was. F5 runs it again.")
    }
}

extension Output {
    /// The outputs of a lane in the history. What their tokens followed isn't kept, so that the chart has nothing to show.
    fileprivate init(_ record: LaneRecord, width: Int, glyphs: Glyphs, model: String?) {
        self.init(width: width, glyphs: glyphs, model: model)
        for (sample, output) in record.outputs.enumerated() {
            for (number, stage) in output.stages.enumerated() {
                take(.stageStarted(lane: 0, sample: sample, stage: number, prompt: stage.prompt, history: []))
                let tokens = stage.tokens.map { DrawnToken(id: $0.id, probability: $0.probability, end: $0.end) }
                take(.text(lane: 0, sample: sample, stage: number, text: stage.text, tokens: tokens))
            }
        }
        forgetHistories()
        result = LaneResult(record)
        isRecorded = true
    }
}

extension LaneResult {
    fileprivate init(_ record: LaneRecord) {
        var usage = Usage()
        usage.promptTokens = record.usage.promptTokens
        usage.cachedTokens = record.usage.cachedTokens
        usage.generatedTokens = record.usage.generatedTokens
        usage.replayedTokens = record.usage.replayedTokens
        usage.decodedRows = record.usage.decodedRows
        usage.cost = record.cost
        var timings = Timings()
        timings.prefillSeconds = record.timings.prefillSeconds
        timings.firstTokenSeconds = record.timings.firstTokenSeconds
        timings.decodeSeconds = record.timings.decodeSeconds
        let samples = record.outputs.map { output in
            SampleResult(
                stages: output.stages.map {
                    StageResult(prompt: $0.prompt, text: $0.text, finish: Finish(rawValue: $0.finish) ?? .error)
                }, text: record.text(of: output), answer: record.answer(of: output))
        }
        self.init(
            name: record.name, samples: samples, answer: record.answer, error: nil, usage: usage, timings: timings)
    }
}
