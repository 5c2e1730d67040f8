/// The surroundings of a value that is written.
package struct YAMLPlace: Sendable {
    /// The column of the innermost list or mapping that isn't in brackets; -1 if there is none.
    var column: Int
    var isFlow: Bool
    /// True for JSON: texts and keys are always in double quotes.
    var isJSON = false

    /// Creates a place.
    package init(column: Int, isFlow: Bool, isJSON: Bool = false) {
        self.column = column
        self.isFlow = isFlow
        self.isJSON = isJSON
    }
}

/// Writes values in a file's style.
package struct YAMLWriter: Sendable {
    /// The lines of a value: the first follows its key, the others stand below with their indentation.
    struct Lines: Sendable {
        var first: String
        var rest: [String] = []
    }

    /// The number of columns by which each level is indented.
    var step = 2
    /// The number of columns by which a list's dashes are indented from the list's key.
    var dashStep = 2
    /// True for `{ a: b }`, false for `{a: b}`.
    var padsMaps = true
    /// True for `[ a ]`, false for `[a]`.
    var padsLists = false
    /// The largest number of columns of a value in brackets, which stands on one line.
    var width = 100
    /// The column after which long texts are broken.
    var textWidth = 120

    /// True if lists and mappings always stand in lines, however short they are.
    package var onlyLines = false
    /// True if texts of several lines are put in quotes too.
    var onlyQuotes = false

    /// Creates a writer with the style of new files.
    package init() {}

    // MARK: scalars

    /// Returns a scalar in `style`, or in the style of a new one, if the text permits it. `indent` is the indentation
    /// of a text's lines, in columns; `start` is the column at which the value begins.
    func scalar(
        _ value: YAMLValue, style: YAMLNode.Style? = nil, wasAmbiguous: Bool = false, hadBreaks: Bool = false,
        place: YAMLPlace, indent: Int? = nil, start: Int = 0
    ) -> Lines {
        let text = value.scalar ?? ""
        if case .bare = value, style == nil || style == .plain, YAMLScalar.isPlain(text, inFlow: place.isFlow) {
            return Lines(first: text)
        }
        if place.isJSON { return Lines(first: YAMLScalar.doubleQuoted(text)) }
        let hasBreaks = text.utf8.contains(.newline)
        if !place.isFlow, !onlyQuotes {
            let indent = indent ?? step
            let room = max(20, textWidth - max(place.column, 0) - indent)
            let isLong = style == nil && start + text.unicodeScalars.count > width
            if style == .folded || (isLong && !hasBreaks), let block = YAMLScalar.folded(text, width: room) {
                return lines(block, place: place, indent: indent)
            }
            let keepsQuotes = style == .doubleQuoted && hadBreaks
            if style == .literal || (hasBreaks && !keepsQuotes),
                let block = YAMLScalar.literal(text, indent: place.column < 0 ? indent + 1 : indent)
            {
                return lines(block, place: place, indent: indent)
            }
        }
        switch style {
        case .singleQuoted:
            if let single = YAMLScalar.singleQuoted(text) { return Lines(first: single) }
        case .doubleQuoted: return Lines(first: YAMLScalar.doubleQuoted(text))
        case .plain, .literal, .folded, nil:
            if YAMLScalar.isPlain(text, inFlow: place.isFlow), wasAmbiguous || !YAMLScalar.isAmbiguous(text) {
                return Lines(first: text)
            }
        }
        return Lines(first: YAMLScalar.quoted(text))
    }

    private func lines(_ block: YAMLScalar.Block, place: YAMLPlace, indent: Int) -> Lines {
        let margin = spaces(max(place.column, 0) + indent)
        return Lines(first: block.header, rest: block.lines.map { $0.isEmpty ? "" : margin + $0 })
    }

    /// Returns a key, in quotes if it needs them.
    func key(_ key: String, place: YAMLPlace) -> String {
        if place.isJSON { return YAMLScalar.doubleQuoted(key) }
        // Other programs take `on` for true only as a value, and token ids may be keys without quotes.
        let looksRight =
            !YAMLScalar.isAmbiguous(key) || key == "on"
            || key.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        let isPlain = YAMLScalar.isPlain(key, inFlow: place.isFlow) && looksRight && !key.isEmpty
        let text = isPlain ? key : YAMLScalar.quoted(key)
        // libyaml gives up looking for the colon after 1024 characters.
        return text.utf8.count > 1000 ? "? " + text : text
    }

    // MARK: in brackets

    /// Returns a value in brackets, on one line.
    func flow(_ value: YAMLValue, place: YAMLPlace) -> String {
        let place = YAMLPlace(column: place.column, isFlow: true, isJSON: place.isJSON)
        switch value {
        case .text, .bare: return scalar(value, place: place).first
        case .list(let items):
            let pad = padsLists && !items.isEmpty ? " " : ""
            return "[" + pad + items.map { flow($0, place: place) }.joined(separator: ", ") + pad + "]"
        case .map(let pairs):
            let pad = padsMaps && !pairs.isEmpty ? " " : ""
            return "{" + pad + pairs.map { flow($0, place: place) }.joined(separator: ", ") + pad + "}"
        }
    }

    /// Returns a key with its value, for brackets.
    func flow(_ pair: YAMLPair, place: YAMLPlace) -> String {
        let flowPlace = YAMLPlace(column: place.column, isFlow: true, isJSON: place.isJSON)
        return key(pair.key, place: flowPlace) + ": " + flow(pair.value, place: place)
    }

    /// Returns whether a list or a mapping looks well in brackets: it is short, and has no texts of several lines and
    /// no lists of mappings.
    func fits(_ value: YAMLValue, start: Int) -> Bool {
        guard !onlyLines, Self.isSimple(value) else { return false }
        return start + flow(value, place: YAMLPlace(column: 0, isFlow: true)).unicodeScalars.count <= width
    }

    private static func isSimple(_ value: YAMLValue, isItem: Bool = false) -> Bool {
        switch value {
        case .text(let text), .bare(let text):
            // Among short texts, like those that end a generation, `"\n\n"` is easier to read than lines.
            !text.utf8.contains(.newline) || (isItem && text.unicodeScalars.count <= 24)
        case .list(let items): items.allSatisfy { if case .map = $0 { false } else { isSimple($0, isItem: true) } }
        case .map(let pairs): pairs.allSatisfy { isSimple($0.value) }
        }
    }

    // MARK: in lines

    /// Returns a value after a key or a dash; `start` is the column at which it begins. With `inLines`, items of a list
    /// aren't put in brackets.
    func lines(_ value: YAMLValue, place: YAMLPlace, start: Int, inLines: Bool = false) -> Lines {
        if place.isFlow { return Lines(first: flow(value, place: place)) }
        switch value {
        case .text, .bare: return scalar(value, place: place, start: start)
        case .list(let items):
            guard !items.isEmpty else { return Lines(first: "[]") }
            if fits(value, start: start) { return Lines(first: flow(value, place: place)) }
            let column = place.column < 0 ? 0 : place.column + dashStep
            return Lines(first: "", rest: items.flatMap { item($0, column: column, inLines: inLines) })
        case .map(let pairs):
            guard !pairs.isEmpty else { return Lines(first: "{}") }
            if !inLines, fits(value, start: start) { return Lines(first: flow(value, place: place)) }
            return Lines(first: "", rest: mapping(pairs, column: place.column < 0 ? 0 : place.column + step))
        }
    }

    /// Returns the lines of a value that stands alone, with a line for each part of it.
    package func lines(of value: YAMLValue) -> [String] {
        let written = lines(value, place: YAMLPlace(column: -1, isFlow: false), start: 0, inLines: true)
        return (written.first.isEmpty ? [] : [written.first]) + written.rest
    }

    /// Returns the lines of a list's item, with its dash.
    func item(_ value: YAMLValue, column: Int, inLines: Bool, offset: Int = 2) -> [String] {
        let dash = spaces(column) + "-" + spaces(offset - 1)
        if case .map(let pairs) = value, !pairs.isEmpty, inLines || !fits(value, start: column + offset) {
            var lines = mapping(pairs, column: column + offset)
            lines[0] = dash + lines[0].dropFirst(column + offset)
            return lines
        }
        let place = YAMLPlace(column: column, isFlow: false)
        let lines = lines(value, place: place, start: column + offset, inLines: inLines)
        return [lines.first.isEmpty ? spaces(column) + "-" : dash + lines.first] + lines.rest
    }

    /// Returns the lines of a mapping.
    package func mapping(_ pairs: [YAMLPair], column: Int) -> [String] {
        pairs.flatMap { pair($0, column: column) }
    }

    /// Returns the lines of a key with its value.
    func pair(_ pair: YAMLPair, column: Int) -> [String] {
        let place = YAMLPlace(column: column, isFlow: false)
        let key = key(pair.key, place: place)
        let head = spaces(column) + (key.hasPrefix("? ") ? key + "\n" + spaces(column) + ":" : key + ":")
        let start = column + key.unicodeScalars.count + 2
        // Examples are read and edited most, so each part has a line.
        let lines = lines(
            pair.value, place: place, start: start, inLines: pair.key == "examples" || pair.key == "messages")
        return [lines.first.isEmpty ? head : head + " " + lines.first] + lines.rest
    }

    func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}
