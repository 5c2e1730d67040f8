import Evaluation
import Lanes
import Prompting
import Terminal

/// How far a lane's other samples support the sentences of one of them: a model is asked about one sentence and one sample after
/// another, as long as the layer is open.
struct SupportLayer: ComparingLayer {
    enum Command: Hashable { case scroll(Scroll), close }

    static let place: String? = "In the support of an output's sentences"
    static let note = "++ and + supported, - and -- not"
    static let keys: [LayerKey<Command>] =
        LayerKey.scrolling { .scroll($0) } + [
            LayerKey([Key(.escape), Key(.enter), Key("q")], .close, "Back", hint: "back")
        ]

    private let output: String
    private let samples: [String]
    private let lane: String
    private let model: String?
    private let form: Layout?
    private var waiting: [SupportQuestion]
    private let total: Int
    private var asked: (question: SupportQuestion, request: LikelihoodRequest)?
    private var findings = Findings()
    private var problem: String?
    var comparison: Comparison

    /// Creates the layer. `form` is the form in which the model is asked; nil if it can't be asked.
    init(of output: String, by samples: [String], lane: String, model: String?, form: Layout?) {
        self.output = output
        self.samples = samples
        self.lane = lane
        self.model = model
        self.form = form
        waiting = form == nil ? [] : OutputSupport.questions(output: output, samples: samples).reversed()
        total = waiting.count
        comparison = Comparison(title: "how far other samples of lane \(lane) support its sentences")
    }

    /// Asks the first question.
    mutating func begin(_ look: Look) -> [Request] { askNext(look) }

    mutating func receive(_ event: LayerEvent, _ context: any Context) -> [Request]? {
        switch event {
        case .resized:
            show(context.look)
            comparison.fit(context.look)
            return []
        case .message(.engine(.likelihoods(let request, let word, let answer))):
            guard let asked, asked.request == request, word == model else { return [] }
            switch answer {
            case .success(let read): findings.keep(SupportQuestion.support(in: read.likelihoods), of: asked.question)
            // The sample says nothing of this sentence then.
            case .failure(.promptTooLong): break
            case .failure(let error):
                problem = screenText(of: error)
                waiting = []
            }
            return askNext(context.look)
        default: return receiveByKeys(event, context)
        }
    }

    mutating func perform(_ command: Command, _ key: Key, _ context: any Context) -> [Request] {
        guard case .scroll(let scroll) = command else { return [.close] }
        comparison.scroll(scroll, context.look)
        return []
    }

    private mutating func askNext(_ look: Look) -> [Request] {
        asked = waiting.popLast().map { ($0, $0.request(isChat: form == .chat)) }
        show(look)
        return asked.map { [.effect(.engine(.likelihoods($0.request, model: model)))] } ?? []
    }

    /// Lays out the sentences as far as they are known.
    private mutating func show(_ look: Look) {
        let support = OutputSupport(id: "", lane: lane, output: output, samples: samples, found: findings)
        let width = Comparison.wholeWidth(look.size)
        var said =
            "\(support.samples) further \(support.samples == 1 ? "sample" : "samples"), \(support.distinct) different"
        if asked != nil { said += "; asked \(total - waiting.count - 1) of \(total)" }
        var parts: [Comparison.Part] = [.line(said)]
        if support.distinct == 1, support.samples > 1 {
            parts.append(.line("All are the same, so they say little: turn the temperature up."))
        }
        if let problem { parts += look.wrap(problem, width).map { .styled($0, Style(.error)) } }
        if support.sentences.isEmpty { parts.append(.line("The output has no sentence.")) }
        parts.append(.line(""))
        for sentence in support.sentences { parts += sentence.parts(look, width: width) }
        comparison.parts = parts
    }
}
