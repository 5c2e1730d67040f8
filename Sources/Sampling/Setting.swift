/// The properties of a setting, besides its arithmetic.
///
/// ``SettingsKey`` has the table of all settings. From it follow reading, writing and checking of values, knobs,
/// options of commands, the template of the user's settings, names in other programs, and the reference.
package struct Setting: Sendable {
    /// The place of a value in ``Settings``.
    package typealias Path<Value> = WritableKeyPath<Settings, Value> & Sendable

    /// The kind of value, its place in ``Settings``, and the numbers that are allowed.
    package enum Kind: Sendable {
        case number(Path<Double>, ClosedRange<Double>)
        case integer(Path<Int>, ClosedRange<Int>)
        case seed(Path<UInt64>, ClosedRange<UInt64>)
        case logitBias(Path<[Int32: Double]>, ClosedRange<Double>)
        case order(Path<StageOrder>)
        case decoding(Path<Decoding>)
        case texts(Path<[String]>)
    }

    /// The way in which the screen sets a value.
    package enum Knob: Sendable {
        /// Stops from left to right, for a slider and the arrow keys.
        case slider([Double])
        /// Without a slider: a number is counted up and down, a choice goes round, a text is typed.
        case plain
        /// It can't be set on the screen, for this reason.
        case none(because: String)
    }

    /// The kind of value.
    package let kind: Kind
    /// The stage of the funnel that obeys the setting; nil if none does.
    package let stage: FunnelStage?
    /// The number at which the setting has no effect; nil if there is none.
    package let off: Double?
    /// The number at which the stage leaves a single candidate; nil if there is none.
    package let single: Double?
    /// The meaning of some numbers, as the end of ``range``; nil if there is none.
    package let note: String?
    /// The name on the screen, at most 12 columns wide.
    package let title: String
    /// The name in a lane's line of settings, empty if the value alone is enough; nil if the line leaves the setting
    /// out.
    package let short: String?
    /// Words that the screen shows and reads for some numbers.
    package let words: [Double: String]
    /// True if files and the command line accept these words too.
    package let isSpelt: Bool
    /// True if records leave the setting out at its default, so that they equal those of older versions, which didn't
    /// have it.
    package let isNew: Bool
    /// The setting that switches this one's stage on, without which this one has no effect; nil if it needs none.
    package let tunes: SettingsKey?
    /// The largest number of digits behind the point on the screen. After the first two, zeros are left out.
    package let decimals: Int
    /// The way in which the screen sets the value.
    package let knob: Knob
    /// The effect of the setting, for a table of the reference: without a capital and a full stop.
    package let help: String
    /// The comment behind the setting in the template of the user's settings.
    package let comment: String
    /// The programs' names for it.
    package let names: [Program: String]
    /// Further names under which files of other programs may have it.
    package let aliases: [String]
    /// The names of its stage in other programs' lists of samplers, llama.cpp's first; empty if that is the stage's own
    /// name.
    package let samplers: [String]

    /// Describes a setting. If there is no note and no words, they follow from `off`: "0 is off", "off". If there is no
    /// comment, it is ``briefRange``. `names` has each name with the programs that use it.
    init(
        _ kind: Kind, stage: FunnelStage? = nil, off: Double? = nil, single: Double? = nil, note: String? = nil,
        title: String, short: String? = nil, words: [Double: String]? = nil, decimals: Int = 2, knob: Knob,
        help: String, comment: String? = nil, names: [(String, Set<Program>)] = [], aliases: [String] = [],
        samplers: [String] = [], isSpelt: Bool = false, isNew: Bool = false, tunes: SettingsKey? = nil
    ) {
        self.kind = kind
        self.stage = stage
        self.off = off
        self.single = single
        self.note = note ?? off.map { "\(SettingsValue.number($0)) is off" }
        self.title = title
        self.short = short
        self.words = words ?? off.map { [$0: "off"] } ?? [:]
        self.isSpelt = isSpelt
        self.isNew = isNew
        self.tunes = tunes
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
    package var range: String { Self.sentence(spelt(kind.range), note) }

    /// The allowed values, for a table: `0 to 1; 1 is off`.
    package var briefRange: String { Self.sentence(spelt(kind.briefRange), note) }

    /// True for whole numbers.
    package var isWhole: Bool {
        switch kind {
        case .integer, .seed: true
        case .number, .logitBias, .order, .decoding, .texts: false
        }
    }

    /// True for lists of texts.
    package var isTexts: Bool {
        if case .texts = kind { true } else { false }
    }

    /// Returns a range of numbers behind the words that files have for some of them.
    private func spelt(_ range: String) -> String {
        guard isSpelt else { return range }
        return words.sorted { $0.key < $1.key }.map(\.value).joined(separator: ", ") + " or " + range
    }

    /// Returns the word that files use for a number; nil if there is none.
    package func word(for number: Double) -> String? { isSpelt ? words[number] : nil }

    /// Returns the number that a word in a file means; nil if the word means none.
    package func number(reading word: String) -> Double? {
        isSpelt ? words.first { $0.value == word.lowercased() }?.key : nil
    }

    /// Returns a value as files and options spell it.
    package func text(of value: SettingsValue) -> String {
        value.number.flatMap { word(for: $0) } ?? value.description
    }

    private static func sentence(_ range: String, _ note: String?) -> String {
        range + (note.map { "; " + $0 } ?? "")
    }
}

extension Setting.Kind {
    /// The place of the value in ``Settings``.
    var path: PartialKeyPath<Settings> {
        switch self {
        case .number(let path, _): path
        case .integer(let path, _): path
        case .seed(let path, _): path
        case .logitBias(let path, _): path
        case .order(let path): path
        case .decoding(let path): path
        case .texts(let path): path
        }
    }

    fileprivate var range: String {
        switch self {
        case .number: "a number from " + briefRange
        case .integer, .seed: "a whole number from " + briefRange
        case .logitBias(_, let range):
            "token ids, each with a number from \(Self.text(range)), for example `123:-5;42:1.5`"
        case .order, .decoding: briefRange
        case .texts: "a text that isn't empty"
        }
    }

    fileprivate var briefRange: String {
        switch self {
        case .number(_, let range): Self.text(range)
        case .integer(_, let range): "\(range.lowerBound) to \(range.upperBound)"
        case .seed(_, let range): "\(range.lowerBound) to \(range.upperBound)"
        case .logitBias(_, let range): "token ids with \(Self.text(range))"
        case .order: StageOrder.allCases.map(\.rawValue).joined(separator: ", ") + " or stages, as in penalties;top-k"
        case .decoding: Decoding.allCases.map(\.rawValue).joined(separator: " or ")
        case .texts: "texts"
        }
    }

    private static func text(_ range: ClosedRange<Double>) -> String {
        "\(SettingsValue.number(range.lowerBound)) to \(SettingsValue.number(range.upperBound))"
    }
}
