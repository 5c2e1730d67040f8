import CLlama
import Lanes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Tries ways to compute with a model, within a time budget, and chooses among them.
///
/// Each way is tried behind a history of hundreds of tokens, because ways differ there. They take turns, because the
/// speed of a shared machine changes from one second to the next.
struct EngineMeasurement {
    let model: LlamaModel
    let options: EngineOptions
    /// The approximate time that it may take, in seconds.
    let budget: Double
    /// True if no GPU computes. With one, threads have little to do.
    let isOnProcessor: Bool

    /// The budget at the first load of a model, in seconds.
    static let usualBudget = 2.0
    /// The budget if the user asks for measuring and waits for it, in seconds. It is enough for a slow model.
    static let longBudget = 60.0
    /// The share of time that a way must save to be preferred to a plainer one.
    static let margin = 0.08
    /// The share of time that a prompt batch of twice the size must save.
    static let batchMargin = 0.03
    /// If threads got less than this share of the processor's time, other programs compute too, and the figures aren't
    /// used.
    static let leastShare = 0.7
    /// The number of tokens behind which ways are compared, if the model has room for them.
    private static let depth = 768
    /// The sizes of prompt batches that are tried, each against the half of it. Larger ones need more memory.
    private static let batchSizes = [128, 256, 512]
    /// The request by which ways are weighed: a prompt of a size that is common with examples, and the tokens generated
    /// after it.
    private static let usual = (promptTokens: 400.0, steps: 64.0)

    /// The length of a prompt that is read in one batch and in several. Its last token isn't a row by itself, and
    /// doesn't end a full tile of rows.
    private static let cutLength = 59

    /// The time that each part takes, in batches of four rows: trying two ways, the cost of rows, whether batches
    /// agree.
    private static let length = (ways: 45.0, rows: 20.0, agreement: 24.0)

    /// Returns the choices; nil if something else computed meanwhile, or the model can't be tried. If the model is too
    /// slow for the budget, they are the usual ones, without trials.
    func choices() -> EngineChoices? {
        let start = ContinuousClock.now
        var choices = EngineChoices(threads: options.threadCount)
        guard
            let plain = WayToCompute(
                model, flash: false, wide: false, threads: choices.threads, depth: Self.depth),
            // The first batch of a shape builds its graph.
            plain.read(4, in: 4) != nil, let four = plain.read(4, in: 4)
        else { return nil }
        guard four.seconds * Self.length.ways < budget else { return isDisturbed(plain) ? nil : choices }
        let ways = [plain] + rivals(threads: choices.threads)
        for round in 0..<4 where round == 0 || elapsed(since: start) < budget * 0.35 {
            for way in ways {
                // If time runs out in the first round, the other ways are skipped, and the first wins.
                if way !== ways.first, round == 0, elapsed(since: start) > budget * 0.6 { continue }
                guard way.measure(), !isDisturbed(way) else { return nil }
            }
        }
        var best = ways[0]
        for way in ways.dropFirst() where cost(way.trial) < cost(best.trial) * (1 - Self.margin) { best = way }
        choices.flashAttention = best.trial.flashAttention
        choices.wideMemory = best.trial.wideMemory
        choices.threads = best.trial.threads
        if elapsed(since: start) + four.seconds * Self.length.rows < budget {
            guard let seconds = best.rowSeconds(again: { elapsed(since: start) < budget * 0.6 }) else { return nil }
            choices.rowSeconds = seconds
        }
        let speed = best.trial.prompt.values.max() ?? 0
        choices.promptRowsBesideLanes = max(8, min(64, Int(speed * 0.07) / 8 * 8))
        if elapsed(since: start) + four.seconds * Self.length.agreement < budget {
            chooseRows(best, until: start.advanced(by: .seconds(budget)), &choices)
        }
        choices.trials = ways.map(\.trial).filter { $0.fourLanes > 0 }
        return choices
    }

    private func elapsed(since start: ContinuousClock.Instant) -> Double { (.now - start) / .seconds(1) }

    private func rivals(threads: Int) -> [WayToCompute] {
        var ways = [WayToCompute(model, flash: true, wide: false, threads: threads, depth: Self.depth)]
        // Unless a number is asked for, half of the threads are tried too: they may be faster if two threads share a
        // core, or some cores are slow.
        if options.threads == nil, threads >= 4 {
            ways.append(WayToCompute(model, flash: false, wide: false, threads: threads / 2, depth: Self.depth))
        }
        if budget > Self.usualBudget {
            ways.append(WayToCompute(model, flash: false, wide: true, threads: threads, depth: Self.depth))
        }
        return ways.compactMap { $0 }
    }

    /// Returns whether other programs took so much of the processor that the figures mean nothing.
    private func isDisturbed(_ way: WayToCompute) -> Bool { isOnProcessor && way.processorShare < Self.leastShare }

    /// Returns the seconds for a usual prompt and the tokens that four lanes generate after it.
    private func cost(_ trial: EngineChoices.Trial) -> Double {
        guard let prompt = trial.prompt.values.max(), trial.fourLanes > 0 else { return .infinity }
        return Self.usual.promptTokens / prompt + Self.usual.steps * 4 / trial.fourLanes
    }

    /// Chooses the smallest prompt batch that is about as fast as the fastest, and finds out whether batches of
    /// different sizes agree to the bit.
    ///
    /// Neighbouring sizes take turns, since the first batch of a size is slow and other programs come and go.
    private func chooseRows(
        _ way: WayToCompute, until end: ContinuousClock.Instant, _ choices: inout EngineChoices
    ) {
        guard let whole = way.read(Self.cutLength, in: 64) else { return }
        // Shared prefixes end anywhere, so the parts have sizes that kernels aren't made for.
        let agreeing = [(every: 1, size: 22), (8, 24), (16, 16), (32, 32)].first { cut in
            way.read(Self.cutLength, in: cut.size)?.logits == whole.logits
        }
        choices.cutEvery = agreeing?.every ?? choices.promptRows
        guard var former = way.read(64, in: 64) else { return }
        for size in Self.batchSizes where size <= way.cells {
            // If this size is only as fast as the last one, it would end too late.
            guard ContinuousClock.now.advanced(by: .seconds(former.seconds * 2)) < end else { break }
            guard var larger = way.read(size, in: size) else { break }
            if ContinuousClock.now.advanced(by: .seconds(former.seconds + larger.seconds)) < end {
                former.seconds = min(former.seconds, way.read(size / 2, in: size / 2)?.seconds ?? .infinity)
                larger.seconds = min(larger.seconds, way.read(size, in: size)?.seconds ?? .infinity)
            }
            let gain = larger.speed(size) / former.speed(size / 2) - 1
            if size <= choices.promptRows {
                if gain < -Self.batchMargin { choices.promptRows = size / 2 }
            } else if gain > Self.batchMargin {
                choices.promptRows = size
            }
            guard choices.promptRows == size else { break }
            if agreeing != nil, ContinuousClock.now.advanced(by: .seconds(former.seconds * 2)) < end,
                let halves = way.read(size, in: size / 2), halves.logits != larger.logits
            {
                choices.cutEvery = size
            }
            former = larger
        }
        // If batches agree at no smaller cut, prompts are cut at multiples of the largest batch.
        if agreeing == nil || choices.cutEvery > 32 { choices.cutEvery = choices.promptRows }
    }
}

/// One way to compute, and its measurements.
private final class WayToCompute {
    private(set) var trial: EngineChoices.Trial
    private let model: LlamaModel
    private let context: LlamaContext
    /// The number of tokens that were really evaluated, and how many times they stand in the memory.
    private var history = (tokens: 0, times: 1)
    private let wantedDepth: Int
    /// Seconds that batches took, and seconds of processor time that all threads got meanwhile.
    private var spent = (real: 0.0, computing: 0.0)

    /// Creates a context for the way; nil if there is no room for it.
    init?(_ model: LlamaModel, flash: Bool, wide: Bool, threads: Int, depth: Int) {
        guard
            let context = try? LlamaContext(
                model: model, cells: depth + 256, sequences: 64, rows: 512, threads: threads,
                attention: flash ? .flash : .plain, wideMemory: wide)
        else { return nil }
        self.model = model
        self.context = context
        wantedDepth = depth
        trial = EngineChoices.Trial(flashAttention: flash, wideMemory: wide, threads: threads)
    }

    /// The number of tokens that fit.
    var cells: Int { min(context.cells, max(64, Int(model.info.trained_context))) }

    /// Reads some prompt rows and takes some steps behind a long history, and keeps the best figures. False if another
    /// model computed meanwhile.
    func measure() -> Bool {
        if history.tokens == 0 {
            guard read(16, in: 16) != nil else { return false }
            let times = max(1, min(wantedDepth, cells - 96) / 16)
            history = (16, context.pretend(0, times: times) ? times : 1)
            trial.depth = history.tokens * history.times
            for sequence in 1..<4 { context.share(0, with: Int32(sequence), positions: 0..<history.tokens) }
        }
        // From 64 rows on, flash attention uses another kernel.
        let rows = (0..<64).map { row(history.tokens + $0, sequence: 0, wantsLogits: $0 == 63) }
        guard let seconds = time(rows) else { return false }
        cutBack(4)
        guard let one = step(lanes: 1), let four = step(lanes: 4) else { return false }
        trial.prompt[rows.count] = max(trial.prompt[rows.count] ?? 0, Double(rows.count) / seconds)
        trial.oneLane = max(trial.oneLane, 1 / one)
        trial.fourLanes = max(trial.fourLanes, 4 / four)
        return true
    }

    /// The time for a prompt from an empty memory, and the logits after it.
    struct Reading {
        var seconds: Double
        var logits: [Float]

        /// Returns the speed in tokens a second.
        func speed(_ tokens: Int) -> Double { Double(tokens) / seconds }
    }

    /// Evaluates `tokens` tokens in batches of `size`; nil if that failed or another model computed.
    func read(_ tokens: Int, in size: Int) -> Reading? {
        context.clear()
        history = (0, 1)
        var seconds = 0.0
        for start in stride(from: 0, to: tokens, by: size) {
            let rows = (start..<min(start + size, tokens)).map { row($0, sequence: 0, wantsLogits: $0 == tokens - 1) }
            guard let time = time(rows) else { return nil }
            seconds += time
        }
        return context.lastLogits.map { Reading(seconds: seconds, logits: Array($0)) }
    }

    /// Returns the seconds that batches of 1, 2, … rows take, on sequences of a few tokens: the fastest of two rounds
    /// and of more while `again` is true.
    func rowSeconds(again: () -> Bool) -> [Double]? {
        context.clear()
        history = (0, 1)
        var best = [Double](repeating: .infinity, count: RowCosts.most)
        for index in 0..<2 {
            for rows in 1...RowCosts.most where index == 0 || again() {
                // Each size has its own sequences, so that positions stay consecutive.
                let first = rows * (rows - 1) / 2
                let batch = (0..<rows).map { row(index, sequence: Int32(first + $0), wantsLogits: true) }
                guard let time = time(batch) else { return nil }
                best[rows - 1] = min(best[rows - 1], time)
            }
        }
        return best
    }

    /// Returns the shortest time of some steps of `lanes` lanes behind their common history, in seconds.
    private func step(lanes: Int) -> Double? {
        defer { cutBack(lanes) }
        var times: [Double] = []
        for index in 0..<3 {
            let batch = (0..<lanes).map { row(history.tokens + index, sequence: Int32($0), wantsLogits: true) }
            guard let time = time(batch) else { return nil }
            if index > 0 { times.append(time) }
        }
        return times.min()
    }

    private func cutBack(_ sequences: Int) {
        for sequence in 0..<sequences { _ = context.cut(Int32(sequence), to: history.tokens) }
    }

    private func row(_ position: Int, sequence: Int32, wantsLogits: Bool) -> cllama_row {
        // Any tokens serve; different ones touch different weights of the embedding.
        let token = Int32((position &* 7919 &+ 101 &+ Int(sequence) * 17) % max(1, Int(model.info.vocabulary)))
        return cllama_row(token: token, position: Int32(position), sequence: sequence, wants_logits: wantsLogits)
    }

    private func time(_ batch: [cllama_row]) -> Double? {
        let turn = ComputeTurns.asked
        let start = (ContinuousClock.now, Self.processorSeconds)
        guard case .done = context.decode(batch) else { return nil }
        let seconds = (.now - start.0) / .seconds(1)
        spent.real += seconds
        spent.computing += Self.processorSeconds - start.1
        return ComputeTurns.asked == turn + 1 ? seconds : nil
    }

    /// The share of the processors' time that its threads got, 0...1.
    var processorShare: Double {
        spent.real > 0 ? spent.computing / (spent.real * Double(trial.threads)) : 1
    }

    /// Seconds of processor time that all threads of this process have had so far.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
