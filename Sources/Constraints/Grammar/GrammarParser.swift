/// Reads GBNF as llama.cpp's parser does (`llama_grammar_parser` in src/llama-grammar.cpp), but says where a mistake is.
struct GrammarParser {
    /// A rule as it is read: its alternatives.
    private struct ReadRule {
        var name: String
        var alternatives: [[Grammar.Symbol]]?
        /// The place of its first use.
        var place: Int
    }

    private var reader: GrammarReader
    private var rules: [ReadRule] = []
    private var numbers: [String: Int] = [:]
    private var symbolCount = 0
    private var depth = 0
    /// The sets of byte sequences that symbols refer to.
    private(set) var sets: [ByteSequences] = []
    private var setNumbers: [ByteSequences: Int] = [:]

    /// The largest number of repetitions that are written out; llama.cpp has the same.
    static let mostRepetitions = 2000
    private static let deepest = 200

    init(_ source: String) {
        reader = GrammarReader(source)
    }

    /// Returns the number of a rule; nil if there is none of this name.
    func number(of name: String) -> Int? { numbers[name] }

    /// All symbols in one list, and the rules with the places of their alternatives in it.
    var flattened: (symbols: [Grammar.Symbol], rules: [Grammar.Rule]) {
        var symbols: [Grammar.Symbol] = []
        let flat = rules.map { rule in
            let starts = (rule.alternatives ?? []).map { alternative in
                defer { symbols += alternative + [.end] }
                return symbols.count
            }
            return Grammar.Rule(name: rule.name, starts: starts)
        }
        return (symbols, flat)
    }

    /// Reads all rules.
    mutating func parse() throws(GrammarError) {
        reader.skipSpace(withNewlines: true)
        guard !reader.isAtEnd else { throw GrammarError("is empty.") }
        while !reader.isAtEnd { try parseRule() }
        if let missing = rules.first(where: { $0.alternatives == nil }) {
            throw reader.error("names the rule `\(missing.name)`, which isn't there.", at: missing.place)
        }
    }

    private mutating func rule(named name: String, at place: Int) -> Int {
        if let number = numbers[name] { return number }
        numbers[name] = rules.count
        rules.append(ReadRule(name: name, place: place))
        return rules.count - 1
    }

    private mutating func parseRule() throws(GrammarError) {
        let place = reader.place
        let name = try reader.readName()
        reader.skipSpace(withNewlines: false)
        guard reader.take("::=") else { throw reader.error("needs `::=` behind the rule's name `\(name)`.") }
        reader.skipSpace(withNewlines: true)
        let number = rule(named: name, at: place)
        rules[number].alternatives = try parseAlternatives(of: name, isNested: false)
        guard reader.isAtEnd || reader.takeNewline() else {
            throw reader.error(
                "can't be read on: \(reader.quoteNext) neither continues the rule `\(name)` nor ends it.")
        }
        reader.skipSpace(withNewlines: true)
    }

    private mutating func parseAlternatives(of name: String, isNested: Bool) throws(GrammarError) -> [[Grammar.Symbol]]
    {
        var alternatives = [try parseSequence(of: name, isNested: isNested)]
        while reader.take("|") {
            reader.skipSpace(withNewlines: true)
            alternatives.append(try parseSequence(of: name, isNested: isNested))
        }
        return alternatives
    }

    private mutating func parseSequence(of name: String, isNested: Bool) throws(GrammarError) -> [Grammar.Symbol] {
        var sequence: [Grammar.Symbol] = []
        /// Where the latest item begins, which a repetition repeats.
        var item = 0
        while let next = reader.next {
            let place = reader.place
            if let (least, most) = try reader.readRepetition(limit: Self.mostRepetitions, isNested: isNested) {
                guard item < sequence.count else {
                    throw reader.error("has nothing before this that could be repeated.", at: place)
                }
                let repeated = Array(sequence[item...])
                sequence.removeSubrange(item...)
                sequence += try repetition(of: repeated, least, most, name: name, at: place)
                continue
            }
            let start = sequence.count
            switch next {
            case "\"":
                let bytes = try reader.readLiteral()
                // An empty text is an item too: a group without content.
                if bytes.isEmpty { sequence.append(group([[]], name: name)) }
                // In short pieces, because each rest of a piece is a state of its own.
                for start in stride(from: 0, to: bytes.count, by: 32) {
                    sequence.append(
                        .bytes(set(ByteSequences(text: Array(bytes[start..<min(start + 32, bytes.count)])))))
                }
            case "[": sequence.append(.bytes(set(try reader.readCharacters())))
            case ".":
                reader.skip()
                sequence.append(.bytes(set(ByteSequences(codePoints: [], isInverse: true))))
            case "<", "!": sequence.append(try reader.readToken())
            case "(":
                guard depth < Self.deepest else {
                    throw reader.error("has more than \(Self.deepest) brackets in one another.")
                }
                depth += 1
                defer { depth -= 1 }
                reader.skip()
                reader.skipSpace(withNewlines: true)
                sequence.append(group(try parseAlternatives(of: name, isNested: true), name: name))
                guard reader.take(")") else { throw reader.error("has a bracket `(` without its `)`.", at: place) }
            default:
                guard GrammarReader.isNamePart(next) else { return sequence }
                sequence.append(.rule(rule(named: try reader.readName(), at: place)))
            }
            item = start
            try count(sequence.count - start, at: place)
            reader.skipSpace(withNewlines: isNested)
        }
        return sequence
    }

    private mutating func count(_ more: Int, at place: Int) throws(GrammarError) {
        symbolCount += more
        guard symbolCount <= Grammar.mostSymbols else {
            throw reader.error(
                "becomes longer than \(Grammar.mostSymbols) symbols with its repetitions written out.", at: place)
        }
    }

    private mutating func set(_ sequences: ByteSequences) -> Int {
        if let number = setNumbers[sequences] { return number }
        setNumbers[sequences] = sets.count
        sets.append(sequences)
        return sets.count - 1
    }

    private mutating func group(_ alternatives: [[Grammar.Symbol]], name: String) -> Grammar.Symbol {
        rules.append(ReadRule(name: name, alternatives: alternatives, place: 0))
        return .rule(rules.count - 1)
    }

    /// Writes a repetition out: `S{2,3}` is `S S (S |)`, and `S*` is a rule that is `S` and itself, or nothing.
    private mutating func repetition(
        of item: [Grammar.Symbol], _ least: Int, _ most: Int?, name: String, at place: Int
    ) throws(GrammarError) -> [Grammar.Symbol] {
        try count((item.count + 2) * max(least, most ?? least + 1), at: place)
        var result = Array(repeatElement(item, count: least).joined())
        guard let most else {
            let number = rules.count
            rules.append(ReadRule(name: name, alternatives: [item + [.rule(number)], []], place: place))
            return result + [.rule(number)]
        }
        var last: Grammar.Symbol?
        for _ in least..<max(least, most) {
            last = group([item + (last.map { [$0] } ?? []), []], name: name)
        }
        if let last { result.append(last) }
        return result
    }
}
