/// What Lathe knows of a setting besides its arithmetic.
///
/// ``SettingsKey`` has the table of all settings. Reading, writing and checking of values, knobs, options of commands, the
/// template of the user's settings, names in other programs and the reference derive from it.
package struct Setting: Sendable {
    /// Where ``Settings`` keeps a value.
    package typealias Path<Value> = WritableKeyPath<Settings, Value> & Sendable

    /// The kind of value, where ``Settings`` keeps it, and which numbers are allowed.
    package enum Kind: Sendable {
        case number(Path<Double>, ClosedRange<Double>)
        case integer(Path<Int>, ClosedRange<Int>)
        case seed(Path<UInt64>, ClosedRange<UInt64>)
        case logitBias(Path<[Int32: Double]>, ClosedRange<Double>)
        case order(Path<StageOrder>)
        case texts(Path<[String]>)
    }

    /// How the screen sets a value.
    package enum Knob: Sendable {
        /// Stops from left to right, for a slider and the arrow keys.
        case slider([Double])
        /// No slider: a number is counted up and down, a choice goes round, a text is typed.
        case plain
        /// Not at all, for the reason given.
        case none(because: String)
    }

    /// The kind of value.
    package let kind: Kind
    /// The stage of the funnel that obeys the setting; nil if none does.
    package let stage: FunnelStage?
    /// The number at which the setting does nothing; nil if there is none.
    package let off: Double?
    /// The number at which the stage leaves a single candidate; nil if there is none.
    package let single: Double?
    /// What some numbers mean, as the end of ``range``.
    package let note: String?
    /// Name on the screen, at most 12 columns wide.
    package let title: String
    /// Name in a lane's line of settings, empty if the value alone says it; nil if the line leaves the setting out.
    package let short: String?
    /// Words that the screen shows, and reads, for some numbers.
    package let words: [Double: String]
    /// Most digits that the screen shows behind the point. All but two are left out if they are 0.
    package let decimals: Int
    /// How the screen sets the value.
    package let knob: Knob
    /// What the setting does, as a table of the reference says it: without a capital and a full stop.
    package let help: String
    /// The comment behind the setting in the template of the user's settings.
    package let comment: String
    /// The names that programs have for it.
    package let names: [Program: String]
    /// Further names under which files of other programs may have it.
    package let aliases: [String]
    /// Names that other programs' lists of samplers have for its stage, llama.cpp's first; empty if that is the stage's own name.
    package let samplers: [String]

    /// Describes a setting. Without a note and words, `off` gives them: "0 is off", "off"; without a comment, ``briefRange`` does.
    /// `names` has each name with the programs that have it.
    init(
        _ kind: Kind, stage: FunnelStage? = nil, off: Double? = nil, single: Double? = nil, note: String? = nil,
        title: String, short: String? = nil, words: [Double: String]? = nil, decimals: Int = 2, knob: Knob,
        help: String, comment: String? = nil, names: [(String, Set<Program>)] = [], aliases: [String] = [],
        samplers: [String] = []
    ) {
        self.kind = kind
        self.stage = stage
        self.off = off
        self.single = single
        self.note = note ?? off.map { "\(SettingsValue.number($0)) is off" }
        self.title = title
        self.short = short
        self.words = words ?? off.map { [$0: "off"] } ?? [:]
        self.decimals = decimals
        self.knob = knob
        self.help = help
        self.comment = comment ?? Self.sentence(kind.briefRange, self.note)
        self.names = Dictionary(
            names.flatMap { name, programs in programs.map { ($0, name) } }, uniquingKeysWith: { first, _ in first })
        self.aliases = aliases
        self.samplers = samplers
    }

    /// The allowed values, as the second half of a sentence: `a number from 0 to 1; 1 is off`.
    package var range: String { Self.sentence(kind.range, note) }

    /// The allowed values, as a table has them: `0 to 1; 1 is off`.
    package var briefRange: String { Self.sentence(kind.briefRange, note) }

    /// True for whole numbers.
    package var isWhole: Bool {
        switch kind {
        case .integer, .seed: true
        case .number, .logitBias, .order, .texts: false
        }
    }

    private static func sentence(_ range: String, _ note: String?) -> String {
        range + (note.map { "; " + $0 } ?? "")
    }
}

extension Setting.Kind {
    /// Where ``Settings`` keeps the value.
    var path: PartialKeyPath<Settings> {
        switch self {
        case .number(let path, _): path
        case .integer(let path, _): path
        case .seed(let path, _): path
        case .logitBias(let path, _): path
        case .order(let path): path
        case .texts(let path): path
        }
    }

    fileprivate var range: String {
        switch self {
        case .number: "a number from " + briefRange
        case .integer, .seed: "a whole number from " + briefRange
        case .logitBias(_, let range):
            "token ids, each with a number from \(Self.text(range)), as in `123:-5;42:1.5`"
        case .order: briefRange
        case .texts: "a text that isn't empty"
        }
    }

    fileprivate var briefRange: String {
        switch self {
        case .number(_, let range): Self.text(range)
        case .integer(_, let range): "\(range.lowerBound) to \(range.upperBound)"
        case .seed(_, let range): "\(range.lowerBound) to \(range.upperBound)"
        case .logitBias(_, let range): "token ids with \(Self.text(range))"
        case .order: StageOrder.allCases.map(\.rawValue).joined(separator: " or ")
        case .texts: "texts"
        }
    }

    private static func text(_ range: ClosedRange<Double>) -> String {
        "\(SettingsValue.number(range.lowerBound)) to \(SettingsValue.number(range.upperBound))"
    }
}
